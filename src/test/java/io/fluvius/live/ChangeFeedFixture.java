package io.fluvius.live;

import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.environment.KnownFailures;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.Position;
import io.fluvius.progress.Progress;
import io.fluvius.progress.Signal;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Filter;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import io.fluvius.query.StateQuery;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.queryhandling.QueryGateway;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The feed with everything that it needs, in memory: a store, a table of notes, and a projection of two segments that
 * keeps the table, when it is told to. Safe for use by many threads.
 */
final class ChangeFeedFixture implements Progress {

    /** Small, so that states come in parts. */
    static final int ROWS_OF_A_PART = 3;

    private static final int SEGMENTS = 2;

    final StoreWithGaps store = new StoreWithGaps();
    final NoteDomain.Projection projection = new NoteDomain.Projection();
    /** That of this node. */
    final ChangeFeed feed;
    /** That of another node, which has the same store and the same table. */
    final ChangeFeed otherFeed;

    private final Signal projected = new Signal();
    private final ChangeFeedSubscriptions changes;
    private final ChangeFeedSubscriptions otherChanges;
    private final InMemoryReadModel<Note> table = new InMemoryReadModel<>(NoteDomain.VIEW);
    private final List<@Nullable GapAwareTrackingToken> tokens = new ArrayList<>();

    /**
     * @param buffer how many changes wait for a follower
     * @param missed how many events a follower may miss
     */
    ChangeFeedFixture(int buffer, int missed) {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            tokens.add(null);
        }
        feed = feed();
        otherFeed = feed();
        changes = changes(feed, buffer, missed);
        otherChanges = changes(otherFeed, buffer, missed);
    }

    private ChangeFeed feed() {
        return new ChangeFeed(
                store,
                store,
                projection,
                KnownFailures.all(),
                new Freshness(projection, this, projected),
                new EventViews(NoteDomain.domains()));
    }

    private ChangeFeedSubscriptions changes(ChangeFeed of, int buffer, int missed) {
        return new ChangeFeedSubscriptions(
                of,
                new MissedChangesReader(
                        store, store, projection, KnownFailures.all(), new EventViews(NoteDomain.domains()), missed),
                new Freshness(projection, this, projected),
                gateway(),
                KnownFailures.all(),
                new LiveProperties(buffer));
    }

    ChangeSubscription<Note> follow(Filter filter, @Nullable String place) {
        return changes.subscribe(query(filter), place);
    }

    ChangeSubscription<Note> followElsewhere(Filter filter, @Nullable String place) {
        return otherChanges.subscribe(query(filter), place);
    }

    private static Query<Note> query(Filter filter) {
        SortKey sort = new SortKey(NoteDomain.VIEW.field("text").orElseThrow(), SortKey.Order.DESC);
        return new Query<>(NoteDomain.VIEW, filter, List.of(sort), ROWS_OF_A_PART, null, null, false, Set.of("id"));
    }

    void stop() {
        feed.close();
        otherFeed.close();
    }

    /** Appends an event, and projects it. */
    long tell(DomainEventMessage<?> event) {
        long index = store.append(event);
        project();
        return index;
    }

    /** Has every segment pass by some events without applying them, as if they were parked. */
    synchronized void skip(int events) {
        tokens.replaceAll(token ->
                GapAwareTrackingToken.newInstance(StreamPosition.of(token).index() + 1 + events, Set.of()));
    }

    /** Has every segment read all that is there. */
    void project() {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            while (project(segment)) {
                // there may be more
            }
        }
    }

    /** Has a segment read a few of the events that are there; whether there were any. */
    boolean project(int segment) {
        boolean any;
        synchronized (this) {
            List<TrackedEventMessage<?>> batch = store.after(tokens.get(segment));
            batch.forEach(event -> apply((DomainEventMessage<?>) event, segment));
            any = !batch.isEmpty();
            if (any) {
                tokens.set(segment, (GapAwareTrackingToken) batch.getLast().trackingToken());
            }
        }
        projected.raise();
        return any;
    }

    private void apply(DomainEventMessage<?> event, int segment) {
        if (segment(UUID.fromString(event.getAggregateIdentifier())) == segment) {
            projection.apply(event, table);
        }
    }

    /** The rows that match, by their identifiers. */
    synchronized List<Note> rows(Filter filter) {
        FilterMatcher<Note> matcher = new FilterMatcher<>(NoteDomain.VIEW);
        return table.all().stream()
                .filter(note -> matcher.matches(filter, note))
                .sorted(Comparator.comparing(note -> note.id().toString()))
                .toList();
    }

    @Override
    public boolean includes(String processingGroup, Position position, @Nullable UUID aggregate) {
        return store.committed().headMap(position.index() + 1).entrySet().stream()
                .allMatch(it -> includes(UUID.fromString(it.getValue().getAggregateIdentifier()), it.getKey()));
    }

    private synchronized boolean includes(UUID aggregate, long index) {
        return StreamPosition.of(tokens.get(segment(aggregate))).includes(index);
    }

    @Override
    public Position reached(String processingGroup) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Included included(DSLContext transaction, String processingGroup) {
        throw new UnsupportedOperationException();
    }

    private QueryGateway gateway() {
        return (QueryGateway) Proxy.newProxyInstance(
                QueryGateway.class.getClassLoader(),
                new Class<?>[] {QueryGateway.class},
                (self, method, arguments) ->
                        CompletableFuture.completedFuture(observe(((StateQuery.ReadSnapshot) arguments[1]).query())));
    }

    private synchronized StateQuery.Snapshot observe(Query<?> query) {
        Keyset place = query.keyset();
        List<Note> left = rows(query.filter()).stream()
                .filter(note -> place == null
                        || note.id().toString().compareTo(place.key().getFirst().toString()) > 0)
                .toList();
        List<Note> part = left.subList(0, Math.min(ROWS_OF_A_PART, left.size()));
        Keyset rest = part.size() < left.size()
                ? new Keyset(Keyset.Side.AFTER, List.of(part.getLast().id()))
                : null;
        return new StateQuery.Snapshot(
                new StateQuery.Rows(List.copyOf(part), null, rest, null),
                List.of(new BySegments(tokens.stream().map(StreamPosition::of).toList())));
    }

    static int segment(UUID aggregate) {
        return aggregate.hashCode() & (SEGMENTS - 1);
    }

    private record BySegments(List<StreamPosition> segments) implements Included {

        @Override
        public boolean includes(UUID aggregate, Position event) {
            return segments.get(segment(aggregate)).includes(event.index());
        }

        @Override
        public boolean mayInclude(Position event) {
            return segments.stream().anyMatch(it -> it.includes(event.index()));
        }

        @Override
        public Position latest() {
            return new Position(
                    segments.stream().mapToLong(StreamPosition::index).max().orElseThrow());
        }
    }
}
