package io.fluvius.eventstore.unique;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Collects the unique values that aggregates hold according to their events, in a table of their own, so that the values do
 * not have to fit into memory. Belongs to one transaction, and to one thread.
 */
public final class CollectedValues {

    /** The number of changes that are collected before they are written to the table. */
    private static final int BATCH_SIZE = 10_000;

    /** The number of collisions in a message. */
    private static final int MAX_COLLISIONS = 100;

    /** Unlike in the table of unique values, several owners of a value are possible. */
    private static final Table<Record> COLLECTED = DSL.table(DSL.name("collected_value"));

    private final DSLContext transaction;
    private final Map<String, UnaryOperator<String>> forms;
    private final Map<ValueClaim, Boolean> changes = new HashMap<>();

    /**
     * Begins with no values.
     *
     * @param forms converts the values of a scope to the form in which they are claimed now; the values of other scopes stay
     *     as they were claimed
     */
    public CollectedValues(DSLContext transaction, Map<String, UnaryOperator<String>> forms) {
        this.transaction = transaction;
        this.forms = forms;
        transaction.deleteFrom(COLLECTED).execute();
    }

    /** The present forms of the values of all domains, by scope. */
    public static Map<String, UnaryOperator<String>> forms(Stream<DomainDefinition> domains) {
        Map<String, UnaryOperator<String>> forms = new HashMap<>();
        domains.forEach(it -> forms.putAll(it.uniqueValues()));
        return forms;
    }

    /**
     * Adds for each claim and release of an event whether its aggregate holds the value afterwards. Events of different
     * aggregates that version 0.1.0 wrote are in no order: the event that claims a value may have a lower index than the
     * event that released it.
     */
    public void add(MetaData metaData, UUID owner) {
        ClaimMetadata.released(metaData, owner).forEach(release -> changes.put(inPresentForm(release), false));
        ClaimMetadata.claimed(metaData, owner).forEach(claim -> changes.put(inPresentForm(claim), true));
        if (changes.size() >= BATCH_SIZE) {
            write();
        }
    }

    /**
     * Replaces the unique values by the collected ones, and returns their number.
     *
     * @throws CollisionException if a value has several owners
     */
    public int replaceStored() {
        write();
        List<String> collisions = collisions();
        if (!collisions.isEmpty()) {
            throw new CollisionException(
                    "According to the events, these aggregates own the same unique value: " + listed(collisions) + ".");
        }
        transaction.deleteFrom(EventStoreTables.UNIQUE_VALUES).execute();
        int stored = transaction
                .insertInto(
                        EventStoreTables.UNIQUE_VALUES,
                        EventStoreTables.SCOPE,
                        EventStoreTables.CONTENT,
                        EventStoreTables.OWNER)
                .select(transaction
                        .select(EventStoreTables.SCOPE, EventStoreTables.CONTENT, EventStoreTables.OWNER)
                        .from(COLLECTED))
                .execute();
        transaction.deleteFrom(COLLECTED).execute();
        return stored;
    }

    /** Aggregates own the same value. The message names them, but no value. */
    @SuppressWarnings("serial")
    public static final class CollisionException extends RuntimeException {
        CollisionException(String message) {
            super(message);
        }
    }

    private ValueClaim inPresentForm(ValueClaim claim) {
        UnaryOperator<String> form = forms.getOrDefault(unqualified(claim.scope()), UnaryOperator.identity());
        return new ValueClaim(claim.scope(), form.apply(claim.value()), claim.owner());
    }

    /** The form of a value is the same in every tenant, see {@link io.fluvius.domain.Tenant#qualify}. */
    private static String unqualified(String scope) {
        return scope.substring(scope.indexOf('/') + 1);
    }

    private void write() {
        List<Query> statements = new ArrayList<>();
        changes.forEach((value, isHeld) -> {
            statements.add(transaction
                    .deleteFrom(COLLECTED)
                    .where(
                            EventStoreTables.SCOPE.eq(value.scope()),
                            EventStoreTables.CONTENT.eq(value.value()),
                            EventStoreTables.OWNER.eq(value.owner())));
            if (isHeld) {
                statements.add(transaction
                        .insertInto(COLLECTED, EventStoreTables.SCOPE, EventStoreTables.CONTENT, EventStoreTables.OWNER)
                        .values(value.scope(), value.value(), value.owner()));
            }
        });
        transaction.batch(statements).execute();
        changes.clear();
    }

    private List<String> collisions() {
        return transaction
                .select(
                        EventStoreTables.SCOPE,
                        DSL.min(EventStoreTables.OWNER.cast(String.class)),
                        DSL.max(EventStoreTables.OWNER.cast(String.class)))
                .from(COLLECTED)
                .groupBy(EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                .having(DSL.count().gt(1))
                .orderBy(EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                .limit(MAX_COLLISIONS + 1)
                .fetch(row -> row.value2() + " and " + row.value3() + " (" + row.value1() + ")");
    }

    /** Names no values, because they can be personal data. */
    private static String listed(List<String> collisions) {
        String first = String.join("; ", collisions.subList(0, Math.min(collisions.size(), MAX_COLLISIONS)));
        return collisions.size() > MAX_COLLISIONS ? first + "; and more" : first;
    }
}
