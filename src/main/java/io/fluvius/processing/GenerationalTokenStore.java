package io.fluvius.processing;

import io.fluvius.projection.ViewGenerations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.jspecify.annotations.Nullable;

/** Axon's token store, in which a node cannot claim the tokens of projections whose tables a later version has replaced. */
final class GenerationalTokenStore extends JdbcTokenStore {

    private final Supplier<ViewGenerations> generations;

    GenerationalTokenStore(Builder settings, Supplier<ViewGenerations> generations) {
        super(settings);
        this.generations = generations;
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        TrackingToken token = super.fetchToken(processor, segment);
        requireCurrent(processor);
        return token;
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, Segment segment) {
        TrackingToken token = super.fetchToken(processor, segment);
        requireCurrent(processor);
        return token;
    }

    /** Called when a batch stores a token that this node no longer owns. If no node owns it, this node claims it again. */
    @Override
    protected void updateToken(
            Connection connection, ResultSet stored, TrackingToken token, String processor, int segment)
            throws SQLException {
        requireCurrent(processor);
        super.updateToken(connection, stored, token, processor, segment);
    }

    private void requireCurrent(String processor) {
        if (!generations.get().isCurrent(processor)) {
            throw new UnableToClaimTokenException("A later version has changed the views of " + processor);
        }
    }
}
