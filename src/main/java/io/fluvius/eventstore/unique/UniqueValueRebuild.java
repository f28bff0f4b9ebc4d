package io.fluvius.eventstore.unique;

import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.problem.StartupRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Rebuilds the table of unique values from the events, when the application starts with
 * {@code fluvius.unique-values.rebuild=true} and before it handles the first command. Values that an earlier version claimed
 * in another form are brought to their present form. No other node may run meanwhile. The values are collected in a temporary table, so that they do not have to fit into memory.
 */
public final class UniqueValueRebuild implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(UniqueValueRebuild.class);

    /** The number of changes that are collected before they are written to the temporary table. */
    private static final int BATCH_SIZE = 10_000;

    /** The number of collisions in a message. */
    private static final int MAX_COLLISIONS = 100;

    /** Unlike in the table of unique values, several owners of a value are possible. */
    private static final Table<Record> COLLECTED = DSL.table(DSL.name("collected_value"));

    private final EventStorageEngine events;
    private final DataSource dataSource;
    private final SQLDialect dialect;
    private final Map<String, UnaryOperator<String>> forms;

    /**
     * @param forms converts the values of a scope to the form in which they are claimed now; the values of other scopes stay
     *     as they were claimed
     */
    UniqueValueRebuild(
            EventStorageEngine events,
            DataSource dataSource,
            SQLDialect dialect,
            Map<String, UnaryOperator<String>> forms) {
        this.events = events;
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.forms = forms;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            int values = rebuild(DSL.using(connection, dialect));
            connection.commit();
            LOG.info(
                    "Rebuilt {} unique values from the events; start without fluvius.unique-values.rebuild from now on",
                    values);
        } catch (SQLException failure) {
            throw new IllegalStateException("The unique values cannot be rebuilt", failure);
        }
    }

    private int rebuild(DSLContext dsl) {
        dsl.execute(
                "create local temporary table " + COLLECTED.getName() + " (scope varchar(100) not null,"
                        + " content varchar(500) not null, owner uuid not null, primary key (scope, content, owner)) on commit drop");
        collect(dsl);
        requireSingleOwners(dsl);
        dsl.deleteFrom(EventStoreTables.UNIQUE_VALUES).execute();
        return dsl.insertInto(
                        EventStoreTables.UNIQUE_VALUES,
                        EventStoreTables.SCOPE,
                        EventStoreTables.CONTENT,
                        EventStoreTables.OWNER)
                .select(dsl.select(EventStoreTables.SCOPE, EventStoreTables.CONTENT, EventStoreTables.OWNER)
                        .from(COLLECTED))
                .execute();
    }

    private void collect(DSLContext dsl) {
        Map<ValueClaim, Boolean> changes = new HashMap<>();
        try (Stream<? extends TrackedEventMessage<?>> all = events.readEvents(null, false)) {
            all.forEach(event -> {
                addChanges(event, changes);
                if (changes.size() >= BATCH_SIZE) {
                    write(dsl, changes);
                }
            });
        }
        write(dsl, changes);
    }

    /**
     * Adds for each claim and release of an event whether its aggregate holds the value afterwards. Events of different
     * aggregates that version 0.1.0 wrote are in no order: the event that claims a value may have a lower index than the
     * event that released it.
     */
    private void addChanges(TrackedEventMessage<?> event, Map<ValueClaim, Boolean> changes) {
        if (event instanceof DomainEventMessage<?> domainEvent) {
            UUID owner = UUID.fromString(domainEvent.getAggregateIdentifier());
            ClaimMetadata.released(event.getMetaData(), owner)
                    .forEach(release -> changes.put(inPresentForm(release), false));
            ClaimMetadata.claimed(event.getMetaData(), owner).forEach(claim -> changes.put(inPresentForm(claim), true));
        }
    }

    private ValueClaim inPresentForm(ValueClaim claim) {
        UnaryOperator<String> form = forms.getOrDefault(claim.scope(), UnaryOperator.identity());
        return new ValueClaim(claim.scope(), form.apply(claim.value()), claim.owner());
    }

    private static void write(DSLContext dsl, Map<ValueClaim, Boolean> changes) {
        List<Query> statements = new ArrayList<>();
        changes.forEach((value, isHeld) -> {
            statements.add(dsl.deleteFrom(COLLECTED)
                    .where(
                            EventStoreTables.SCOPE.eq(value.scope()),
                            EventStoreTables.CONTENT.eq(value.value()),
                            EventStoreTables.OWNER.eq(value.owner())));
            if (isHeld) {
                statements.add(dsl.insertInto(
                                COLLECTED, EventStoreTables.SCOPE, EventStoreTables.CONTENT, EventStoreTables.OWNER)
                        .values(value.scope(), value.value(), value.owner()));
            }
        });
        dsl.batch(statements).execute();
        changes.clear();
    }

    private static void requireSingleOwners(DSLContext dsl) {
        List<String> collisions = dsl.select(
                        EventStoreTables.SCOPE,
                        DSL.min(EventStoreTables.OWNER.cast(String.class)),
                        DSL.max(EventStoreTables.OWNER.cast(String.class)))
                .from(COLLECTED)
                .groupBy(EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                .having(DSL.count().gt(1))
                .orderBy(EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                .limit(MAX_COLLISIONS + 1)
                .fetch(row -> row.value2() + " and " + row.value3() + " (" + row.value1() + ")");
        if (!collisions.isEmpty()) {
            throw new StartupRefusedException(
                    "According to the events, these aggregates own the same unique value: " + listed(collisions) + ".",
                    "Nothing was changed. Start without fluvius.unique-values.rebuild, change the value of one aggregate of each"
                            + " pair, and rebuild again.");
        }
    }

    /** Names no values, because they can be personal data. */
    private static String listed(List<String> collisions) {
        String first = String.join("; ", collisions.subList(0, Math.min(collisions.size(), MAX_COLLISIONS)));
        return collisions.size() > MAX_COLLISIONS ? first + "; and more" : first;
    }
}
