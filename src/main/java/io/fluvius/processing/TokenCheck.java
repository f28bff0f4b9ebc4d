package io.fluvius.processing;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.problem.RequiredPart;
import io.fluvius.problem.StartupRefusedException;
import java.util.List;
import java.util.Map;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Refuses to start when tokens would be lost, or belong to another event store than the configured one. */
final class TokenCheck implements SmartInitializingSingleton {

    private static final String REMEDY = "Configure the previous event store, or another database for the read models.";

    private final Configuration configuration;
    private final TokenReader tokens;
    private final ReadOnlyDatabase database;

    TokenCheck(Configuration configuration, TokenReader tokens, ReadOnlyDatabase database) {
        this.configuration = configuration;
        this.tokens = tokens;
        this.database = database;
    }

    /**
     * Verifies the token store, and the stored tokens.
     *
     * @throws StartupRefusedException if tokens are not stored in the database, or belong to another event store
     */
    @Override
    public void afterSingletonsInstantiated() {
        RequiredPart.verify("token store", JdbcTokenStore.class, configuration.getComponent(TokenStore.class));
        if (configuration.eventStore() instanceof AxonServerEventStore) {
            refuseStoredEvents();
        } else {
            refuseTokensBeyondHead();
        }
    }

    private void refuseStoredEvents() {
        if (database.readOnce(statement -> statement.fetchExists(EventStoreTables.EVENTS))) {
            throw new StartupRefusedException(
                    "The database contains events, so its tokens do not belong to Axon Server.", REMEDY);
        }
    }

    private void refuseTokensBeyondHead() {
        // before the head, because other nodes append and read events meanwhile
        Map<String, Position> read = tokens.furthest();
        Position head = Position.of(configuration.eventStore().createHeadToken());
        List<String> processors = read.entrySet().stream()
                .filter(processor -> !head.includes(processor.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!processors.isEmpty()) {
            throw new StartupRefusedException(
                    "The processors " + processors + " have read beyond the last event, which is at position " + head
                            + ", so their tokens belong to another event store.",
                    REMEDY);
        }
    }
}
