package io.fluvius.processing;

import io.fluvius.problem.RequiredPart;
import io.fluvius.problem.StartupRefusedException;
import java.util.List;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Refuses to start when tokens would be lost, or belong to another kind of event store than the configured one. */
final class TokenCheck implements SmartInitializingSingleton {

    private final Configuration configuration;
    private final TokenReader tokens;

    TokenCheck(Configuration configuration, TokenReader tokens) {
        this.configuration = configuration;
        this.tokens = tokens;
    }

    /**
     * Verifies the token store, and the stored tokens.
     *
     * @throws StartupRefusedException if tokens are not stored in the database, or cannot be read
     */
    @Override
    public void afterSingletonsInstantiated() {
        RequiredPart.verify("token store", JdbcTokenStore.class, configuration.getComponent(TokenStore.class));
        List<String> processors = tokens.processorsWith(typeOfOtherStores());
        if (!processors.isEmpty()) {
            throw new StartupRefusedException(
                    "The tokens of the processors " + processors + " belong to another kind of event store than the one"
                            + " that is configured.",
                    "Configure the previous event store, or another database for the read models.");
        }
    }

    private Class<? extends TrackingToken> typeOfOtherStores() {
        return configuration.eventStore() instanceof AxonServerEventStore
                ? GapAwareTrackingToken.class
                : GlobalSequenceTrackingToken.class;
    }
}
