package io.fluvius.kernel.changes;

import io.fluvius.kernel.Change;
import io.fluvius.kernel.Failures;
import io.fluvius.kernel.Following;
import io.fluvius.kernel.Freshness;
import io.fluvius.kernel.LiveChanges;
import io.fluvius.kernel.Position;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.Sort;
import io.fluvius.kernel.StateManager;
import io.fluvius.kernel.StateQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/** Followers of the {@link ChangeFeed}. Safe for use by many threads. */
final class FeedChanges implements LiveChanges {

    private final ChangeFeed feed;
    private final Missed missed;
    private final Freshness freshness;
    private final QueryGateway gateway;
    private final ChangesProperties properties;

    FeedChanges(
            ChangeFeed feed, Missed missed, Freshness freshness, QueryGateway gateway, ChangesProperties properties) {
        this.feed = feed;
        this.missed = missed;
        this.freshness = freshness;
        this.gateway = gateway;
        this.properties = properties;
    }

    @Override
    public <V extends Record> Following<V> follow(Query<V> query, @Nullable String place) {
        Place known = place == null ? null : Place.parse(place);
        return new LiveFollowing<>(
                feed,
                () -> new Subscriber<>(query.view(), query.filter(), properties.buffer()),
                from -> known == null ? state(query, from) : goOn(query, known, from),
                from -> state(query, from));
    }

    private <V extends Record> LiveFollowing.Beginning<V> state(Query<V> query, Place from) {
        awaitState(query, from);
        return new StateFirst<>(byIdentifier(query), this::read, from);
    }

    private <V extends Record> LiveFollowing.Beginning<V> goOn(Query<V> query, Place known, Place from) {
        awaitState(query, from);
        Optional<List<Change<V>>> changes = missed.between(query, known, from);
        return changes.isPresent() ? new MissedFirst<>(changes.get(), known) : state(query, from);
    }

    /** The feed tells nothing of what lies before, so state must include it. */
    private void awaitState(Query<?> query, Place from) {
        freshness.await(query.view(), null, new Position(from.index()), StateManager.DEFAULT_WAIT);
    }

    private static <V extends Record> Query<V> byIdentifier(Query<V> query) {
        Sort order = new Sort(query.view().field("id").orElseThrow(), Sort.Order.ASC);
        return new Query<>(
                query.view(), query.filter(), List.of(order), Query.MAX_LIMIT, null, null, false, Set.of("id"));
    }

    private StateQuery.Snapshot read(Query<?> query) {
        StateQuery.Observe question = new StateQuery.Observe(query);
        try {
            return gateway.query(
                            question.getClass().getName(),
                            question,
                            ResponseTypes.instanceOf(StateQuery.Snapshot.class))
                    .join();
        } catch (CompletionException failure) {
            throw Failures.problemOf(failure).asException();
        }
    }
}
