package io.fluvius.live;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.Position;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Freshness;
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
import java.util.regex.Pattern;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;

/**
 * Opens subscriptions to the {@link ChangeFeed}. A subscription first catches up, with a snapshot of the matching rows or
 * with the changes since its resume position, and then continues with the changes of the feed. Safe for use by many
 * threads.
 */
final class ChangeFeedSubscriptions implements LiveChanges {

    private static final Pattern INDEX = Pattern.compile("-1|\\d{1,18}");

    private final ChangeFeed feed;
    private final LiveEvents events;
    private final Freshness freshness;
    private final QueryGateway gateway;
    private final Failures failures;
    private final LiveProperties properties;
    private final CurrentCaller caller;

    ChangeFeedSubscriptions(
            ChangeFeed feed,
            LiveEvents events,
            Freshness freshness,
            QueryGateway gateway,
            Failures failures,
            LiveProperties properties,
            CurrentCaller caller) {
        this.feed = feed;
        this.events = events;
        this.freshness = freshness;
        this.gateway = gateway;
        this.failures = failures;
        this.properties = properties;
        this.caller = caller;
    }

    @Override
    public <V extends Record> ChangeSubscription<V> subscribe(Query<V> query, @Nullable String resumeToken) {
        Position resumeAt = resumeToken == null ? Position.START : parse(resumeToken);
        return new LiveSubscription<>(
                feed,
                failures,
                () -> new Subscriber<>(query.view(), query.tenant(), query.filter(), properties.buffer()),
                (from, feedStart) -> catchUp(query, from, feedStart),
                resumeAt);
    }

    private <V extends Record> CatchUp<V> catchUp(Query<V> query, Position resumeAt, Position feedStart) {
        // the feed publishes no changes from before its start, so the state must include them
        freshness.await(query.view(), null, feedStart, StateManager.DEFAULT_WAIT);
        Optional<List<Change<V>>> missed =
                resumeAt.equals(Position.START) ? Optional.empty() : events.missedChanges(query, resumeAt, feedStart);
        return missed.isPresent()
                ? new MissedChangesCatchUp<>(missed.get().iterator(), resumeAt)
                : new SnapshotCatchUp<>(byIdentifier(query), this::read, feedStart);
    }

    private static Position parse(String resumeToken) {
        if (!INDEX.matcher(resumeToken.strip()).matches()) {
            throw Problem.of(ProblemCode.INVALID_QUERY, "Invalid resume position")
                    .at("/Last-Event-ID", "must be the id of an event of this stream")
                    .asException();
        }
        return new Position(Long.parseLong(resumeToken.strip()));
    }

    private static <V extends Record> Query<V> byIdentifier(Query<V> query) {
        SortKey order = new SortKey(query.view().field("id").orElseThrow(), SortKey.Order.ASC);
        return new Query<>(
                query.view(),
                query.tenant(),
                query.filter(),
                List.of(order),
                Query.MAX_LIMIT,
                null,
                null,
                false,
                Set.of("id"));
    }

    private StateQuery.Snapshot read(Query<?> query) {
        StateQuery.ReadSnapshot question = new StateQuery.ReadSnapshot(query);
        try {
            // the state manager has restricted the query to what its caller may read
            return caller.call(
                            Caller.APPLICATION,
                            () -> gateway.query(
                                    question.getClass().getName(),
                                    question,
                                    ResponseTypes.instanceOf(StateQuery.Snapshot.class)))
                    .join();
        } catch (CompletionException failure) {
            throw failures.problemOf(failure).asException();
        }
    }
}
