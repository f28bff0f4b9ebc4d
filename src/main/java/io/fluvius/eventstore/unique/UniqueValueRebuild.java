package io.fluvius.eventstore.unique;

import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.problem.StartupRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Rebuilds the table of unique values from the events, when the application starts with
 * {@code fluvius.unique-values.rebuild=true} and before it handles the first command. Values that an earlier version claimed
 * in another form are brought to their present form. No other node may run meanwhile.
 */
public final class UniqueValueRebuild implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(UniqueValueRebuild.class);

    private final EventStorageEngine events;
    private final PersonalMessages personal;
    private final DataSource dataSource;
    private final SQLDialect dialect;
    private final Map<String, UnaryOperator<String>> forms;

    /**
     * @param personal decrypts what events say about values
     * @param forms converts the values of a scope to the form in which they are claimed now; the values of other scopes stay
     *     as they were claimed
     */
    UniqueValueRebuild(
            EventStorageEngine events,
            PersonalMessages personal,
            DataSource dataSource,
            SQLDialect dialect,
            Map<String, UnaryOperator<String>> forms) {
        this.events = events;
        this.personal = personal;
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
        CollectedValues values = new CollectedValues(dsl, forms);
        try (Stream<? extends TrackedEventMessage<?>> all = events.readEvents(null, false)) {
            all.forEach(event -> {
                if (event instanceof DomainEventMessage<?> domainEvent) {
                    values.add(personal.metaDataOf(event), UUID.fromString(domainEvent.getAggregateIdentifier()));
                }
            });
        }
        try {
            return values.replaceStored();
        } catch (CollectedValues.CollisionException collision) {
            throw new StartupRefusedException(
                    String.valueOf(collision.getMessage()),
                    "Nothing was changed. Start without fluvius.unique-values.rebuild, change the value of one aggregate of each"
                            + " pair, and rebuild again.",
                    collision);
        }
    }
}
