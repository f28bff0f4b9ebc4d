package io.fluvius.eventstore;

import io.fluvius.eventstore.append.GroupCommitEventStorageEngine;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.problem.StartupRefusedException;
import java.util.List;
import java.util.Map;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Logs the parts of the event store at startup, and refuses to start when one of them is a silent fallback that stores
 * nothing, or stores it in an unreadable form.
 */
final class StartupCheck implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    /** The token type of the other kind of event store, by whether Axon Server is in use. Its tokens cannot be read. */
    private static final Map<Boolean, String> FOREIGN_TOKENS = Map.of(
            true,
            GapAwareTrackingToken.class.getSimpleName(),
            false,
            GlobalSequenceTrackingToken.class.getSimpleName());

    private final Configuration configuration;
    private final PlatformTransactionManager transactions;
    private final DSLContext dsl;

    StartupCheck(Configuration configuration, PlatformTransactionManager transactions, DSLContext dsl) {
        this.configuration = configuration;
        this.transactions = transactions;
        this.dsl = dsl;
    }

    @Override
    public void afterSingletonsInstantiated() {
        boolean axonServer = configuration.eventStore() instanceof AxonServerEventStore;
        if (!axonServer) {
            require("event store", EmbeddedEventStore.class, configuration.getComponent(EventStore.class));
            require(
                    "event storage engine",
                    GroupCommitEventStorageEngine.class,
                    configuration.getComponent(EventStorageEngine.class));
        } else {
            LOG.info("The event store is {}", AxonServerEventStore.class.getName());
        }
        require("token store", JdbcTokenStore.class, configuration.getComponent(TokenStore.class));
        require("event serializer", EventSerializer.class, configuration.eventSerializer());
        require("message serializer", Jackson3Serializer.class, configuration.messageSerializer());
        require("general serializer", Jackson3Serializer.class, configuration.getComponent(Serializer.class));
        require(
                "transaction manager",
                SpringTransactionManager.class,
                configuration.getComponent(TransactionManager.class));
        require("platform transaction manager", DataSourceTransactionManager.class, transactions);
        refuseForeignTokens(axonServer);
    }

    private void refuseForeignTokens(boolean axonServer) {
        List<String> processors = dsl.selectDistinct(DSL.field(DSL.name("processor_name"), String.class))
                .from(DSL.table(DSL.name("token_entry")))
                .where(DSL.field(DSL.name("token_type"), String.class).endsWith(FOREIGN_TOKENS.get(axonServer)))
                .fetchInto(String.class);
        if (!processors.isEmpty()) {
            throw new StartupRefusedException(
                    "The tokens of the processors " + processors + " belong to another kind of event store than the one"
                            + " that is configured.",
                    "Configure the previous event store, or another database for the read models.");
        }
    }

    private static void require(String role, Class<?> expected, Object actual) {
        if (!expected.isInstance(actual)) {
            throw new StartupRefusedException(
                    "The " + role + " must be a " + expected.getName() + ", but is a "
                            + actual.getClass().getName() + "; events would be lost or unreadable.",
                    "Check the settings that begin with axon, and the beans that replace those of Fluvius.");
        }
        LOG.info("The {} is {}", role, actual.getClass().getName());
    }
}
