package io.fluvius.live;

import io.fluvius.access.Access;
import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.environment.KnownFailures;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.Progress;
import io.fluvius.progress.Signal;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Filter;
import io.fluvius.query.FilterMatcher;
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
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.queryhandling.QueryGateway;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Change feeds of two nodes and all that they need, in memory: an event store, a table of notes, and a projection with two
 * segments that maintains the table when a test calls {@link #project}. Safe for use by many threads.
 */
final class ChangeFeedFixture implements Progress {

    /** Small, so that snapshots have several pages. */
    static final int PAGE_SIZE = 3;

    private static final int SEGMENTS = 2;

    final OrderedStore store = new OrderedStore();
    final NoteDomain.Projection projection = new NoteDomain.Projection();
    final ChangeFeed feed;
    /** The feed of another node with the same event store and the same table. */
    final ChangeFeed otherFeed;

    private final Signal projected = new Signal();
    private final ChangeFeedSubscriptions subscriptions;
    private final ChangeFeedSubscriptions otherSubscriptions;
    private final InMemoryReadModel<Note> table = new InMemoryReadModel<>(NoteDomain.VIEW);
    private final List<Position> segments = new ArrayList<>();

    /**
     * @param buffer the most changes that are buffered for a subscriber
     * @param maxMissed the most events that a subscriber may miss and still resume
     */
    ChangeFeedFixture(int buffer, int maxMissed) {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            segments.add(Position.START);
        }
        LiveEvents events =
                new LiveEvents(store, store, projection, KnownFailures.all(), NoteDomain.domains(), maxMissed);
        feed = new ChangeFeed(events, new Freshness(projection, this, projected));
        otherFeed = new ChangeFeed(events, new Freshness(projection, this, projected));
        subscriptions = subscriptions(feed, events, buffer);
        otherSubscriptions = subscriptions(otherFeed, events, buffer);
    }

    private ChangeFeedSubscriptions subscriptions(ChangeFeed of, LiveEvents events, int buffer) {
        return new ChangeFeedSubscriptions(
                of,
                events,
                new Freshness(projection, this, projected),
                gateway(),
                KnownFailures.all(),
                new LiveProperties(buffer),
                Access.local());
    }

    ChangeSubscription<Note> subscribe(Filter filter, @Nullable String resumeAt) {
        return subscriptions.subscribe(query(filter), resumeAt);
    }

    ChangeSubscription<Note> subscribeOnOtherNode(Filter filter, @Nullable String resumeAt) {
        return otherSubscriptions.subscribe(query(filter), resumeAt);
    }

    private static Query<Note> query(Filter filter) {
        SortKey sort = new SortKey(NoteDomain.VIEW.field("text").orElseThrow(), SortKey.Order.DESC);
        return new Query<>(
                NoteDomain.VIEW, Tenant.MAIN, filter, List.of(sort), PAGE_SIZE, null, null, false, Set.of("id"));
    }

    void close() {
        feed.close();
        otherFeed.close();
    }

    /** Appends an event and projects it. */
    long publish(DomainEventMessage<?> event) {
        long index = store.append(event);
        project();
        return index;
    }

    /** Erases what a note that was created and then changed said, and publishes the event that says so. */
    void forget(UUID id, long version) {
        store.replace(
                id.toString(),
                event -> event.getSequenceNumber() == 0
                        ? NoteDomain.created(id, "forgotten")
                        : NoteDomain.textChanged(id, event.getSequenceNumber(), "forgotten"));
        publish(NoteDomain.event(version, new NoteDomain.NoteEvent.Forgotten(id)));
    }

    /** Advances every segment past some events without applying them, as if they were dead letters. */
    synchronized void skip(int events) {
        segments.replaceAll(position -> new Position(position.index() + 1 + events));
    }

    /** Projects all events in every segment. */
    void project() {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            while (project(segment)) {
                // another batch may follow
            }
        }
        projected.raise();
    }

    /** Projects the next batch of events in a segment. Returns whether there were any. */
    boolean project(int segment) {
        boolean any;
        synchronized (this) {
            List<TrackedEventMessage<?>> batch = store.after(segments.get(segment));
            batch.forEach(event -> apply((DomainEventMessage<?>) event, segment));
            any = !batch.isEmpty();
            if (any) {
                segments.set(segment, Position.of(batch.getLast().trackingToken()));
            }
        }
        if (any) {
            projected.raise();
        }
        return any;
    }

    private void apply(DomainEventMessage<?> event, int segment) {
        if (segment(UUID.fromString(event.getAggregateIdentifier())) == segment) {
            projection.apply(event, table);
        }
    }

    /** Returns the rows that match, sorted by identifier. */
    synchronized List<Note> rows(Filter filter) {
        return table.all().stream()
                .filter(note -> FilterMatcher.matches(NoteDomain.VIEW, filter, note))
                .sorted(Comparator.comparing(note -> note.id().toString()))
                .toList();
    }

    @Override
    public BooleanSupplier watch(String processingGroup, Position position, @Nullable UUID aggregate) {
        return () -> IntStream.range(0, SEGMENTS).allMatch(segment -> includes(segment, position));
    }

    private synchronized boolean includes(int segment, Position position) {
        return store.between(segments.get(segment), position).stream()
                .noneMatch(event -> segment(UUID.fromString(event.getAggregateIdentifier())) == segment);
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
                (self, method, arguments) -> CompletableFuture.completedFuture(
                        readSnapshot(((StateQuery.ReadSnapshot) arguments[1]).query())));
    }

    private synchronized StateQuery.Snapshot readSnapshot(Query<?> query) {
        Keyset keyset = query.keyset();
        List<Note> left = rows(query.filter()).stream()
                .filter(note -> keyset == null
                        || note.id()
                                        .toString()
                                        .compareTo(keyset.key().getFirst().toString())
                                > 0)
                .toList();
        List<Note> page = left.subList(0, Math.min(PAGE_SIZE, left.size()));
        Keyset next = page.size() < left.size()
                ? new Keyset(Keyset.Side.AFTER, List.of(page.getLast().id()))
                : null;
        return new StateQuery.Snapshot(
                new StateQuery.Rows(List.copyOf(page), null, next, null),
                List.of(new BySegments(List.copyOf(segments))));
    }

    static int segment(UUID aggregate) {
        return aggregate.hashCode() & (SEGMENTS - 1);
    }

    private record BySegments(List<Position> segments) implements Included {

        @Override
        public boolean includes(UUID aggregate, Position event) {
            return segments.get(segment(aggregate)).includes(event);
        }

        @Override
        public Position latest() {
            return segments.stream().reduce(Position::max).orElseThrow();
        }
    }
}
