package io.fluvius.live;

import io.fluvius.problem.Failures;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.Position;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.LiveChanges;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import io.fluvius.query.StateManager;
import io.fluvius.query.StateQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/** Followers of the {@link ChangeFeed}. Safe for use by many threads. */
final class ChangeFeedSubscriptions implements LiveChanges {

    private final ChangeFeed feed;
    private final MissedChangesReader missed;
    private final Freshness freshness;
    private final QueryGateway gateway;
    private final Failures failures;
    private final LiveProperties properties;

    ChangeFeedSubscriptions(
            ChangeFeed feed,
            MissedChangesReader missed,
            Freshness freshness,
            QueryGateway gateway,
            Failures failures,
            LiveProperties properties) {
        this.failures = failures;
        this.feed = feed;
        this.missed = missed;
        this.freshness = freshness;
        this.gateway = gateway;
        this.properties = properties;
    }

    @Override
    public <V extends Record> ChangeSubscription<V> subscribe(Query<V> query, @Nullable String resumeToken) {
        StreamPosition known = resumeToken == null ? null : StreamPosition.parse(resumeToken);
        return new LiveSubscription<>(
                feed,
                failures,
                () -> new Subscriber<>(query.view(), query.filter(), properties.buffer()),
                from -> known == null ? state(query, from) : goOn(query, known, from),
                from -> state(query, from));
    }

    private <V extends Record> LiveSubscription.Beginning<V> state(Query<V> query, StreamPosition from) {
        awaitState(query, from);
        return new SnapshotCatchUp<>(byIdentifier(query), this::read, from);
    }

    private <V extends Record> LiveSubscription.Beginning<V> goOn(
            Query<V> query, StreamPosition known, StreamPosition from) {
        awaitState(query, from);
        Optional<List<Change<V>>> changes = missed.between(query, known, from);
        return changes.isPresent() ? new MissedChangesCatchUp<>(changes.get(), known) : state(query, from);
    }

    /** The feed tells nothing of what lies before, so state must include it. */
    private void awaitState(Query<?> query, StreamPosition from) {
        freshness.await(query.view(), null, new Position(from.index()), StateManager.DEFAULT_WAIT);
    }

    private static <V extends Record> Query<V> byIdentifier(Query<V> query) {
        SortKey order = new SortKey(query.view().field("id").orElseThrow(), SortKey.Order.ASC);
        return new Query<>(
                query.view(), query.filter(), List.of(order), Query.MAX_LIMIT, null, null, false, Set.of("id"));
    }

    private StateQuery.Snapshot read(Query<?> query) {
        StateQuery.ReadSnapshot question = new StateQuery.ReadSnapshot(query);
        try {
            return gateway.query(
                            question.getClass().getName(),
                            question,
                            ResponseTypes.instanceOf(StateQuery.Snapshot.class))
                    .join();
        } catch (CompletionException failure) {
            throw failures.problemOf(failure).asException();
        }
    }
}
