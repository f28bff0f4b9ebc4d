package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final String PROCESSOR = "directory";
    private static final int BATCH = 10;
    private static final int SEGMENTS = 4;
    private static final Duration CLAIM_TIMEOUT = Duration.ofMillis(30);
    private static final BooleanSupplier NEVER = () -> false;

    private final RecordedTokens tokens = new RecordedTokens(PROCESSOR);
    private final Handled handled = new Handled();

    @Test
    void each_segment_handles_its_events_once_and_in_order() throws Exception {
        List<TrackedEventMessage<?>> events = events(95);

        backlog(events).process(handled, NEVER);

        assertThat(handled.events).hasSameSizeAs(events);
        for (Segment segment : segments()) {
            assertThat(handled.of(segment)).isEqualTo(positions(events, event -> owns(segment, event)));
        }
    }

    @Test
    void a_batch_is_limited_and_stores_its_token() throws Exception {
        backlog(events(95)).process(handled, NEVER);

        // ten batches; each segment stores its token with each
        assertThat(handled.sizes).allMatch(size -> size <= BATCH);
        assertThat(tokens.stored()).hasSize(10 * SEGMENTS);
        assertThat(tokens.reached()).containsOnly(94L);
    }

    @Test
    void a_processor_that_has_never_run_replays_all_events() throws Exception {
        backlog(events(25)).process(handled, NEVER);

        assertThat(handled.events).hasSize(25).allMatch(ReplayToken::isReplay);
        assertThat(tokens.reached()).containsOnly(24L);
    }

    @Test
    void a_segment_handles_only_events_that_it_has_not_read() throws Exception {
        List<TrackedEventMessage<?>> events = events(60);
        tokens.initialize(new long[] {5, 20, -1, 59});

        backlog(events).process(handled, NEVER);

        assertThat(handled.of(segments().get(0))).isEqualTo(after(5, segments().get(0), events));
        assertThat(handled.of(segments().get(1))).isEqualTo(after(20, segments().get(1), events));
        assertThat(handled.of(segments().get(2))).isEqualTo(after(-1, segments().get(2), events));
        assertThat(handled.of(segments().get(3))).isEmpty();
        assertThat(tokens.reached()).containsOnly(59L);
    }

    @Test
    void the_token_of_a_segment_that_is_ahead_never_goes_back() throws Exception {
        tokens.initialize(new long[] {5, 20, -1, 59});

        backlog(events(60)).process(handled, () -> !handled.sizes.isEmpty());

        assertThat(tokens.segmentTokens().get(3).index()).isEqualTo(59);
        assertThat(tokens.segmentTokens().get(2).index()).isBetween(9L, 58L);
    }

    @Test
    void events_that_an_upcaster_split_are_handled_in_one_transaction() throws Exception {
        UUID aggregate = UUID.randomUUID();
        // an upcaster has split the tenth event into three
        List<TrackedEventMessage<?>> events = Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 10, 11, 12)
                .<TrackedEventMessage<?>>map(position -> event(aggregate, position))
                .toList();

        backlog(events).process(handled, NEVER);

        assertThat(handled.sizes).containsExactly(12, 3);
    }

    @Test
    void an_event_without_a_handler_is_ignored() throws Exception {
        handled.isUnwanted = event -> position(event) % 2 == 0;

        backlog(events(40)).process(handled, NEVER);

        assertThat(handled.ignored).hasSize(20);
        assertThat(handled.events).hasSize(20);
        assertThat(tokens.reached()).containsOnly(39L);
    }

    @Test
    void after_a_failure_a_segment_handles_no_more_events_and_keeps_its_token() {
        List<TrackedEventMessage<?>> events = events(200);
        Segment failing = segments().get(1);
        long failed = positions(events, event -> owns(failing, event)).get(8);
        handled.isFailing = event -> position(event) == failed;

        assertThatThrownBy(() -> backlog(events).process(handled, NEVER)).isSameAs(Handled.FAILURE);

        assertThat(handled.of(failing)).allMatch(position -> position < failed);
        long reached = SegmentToken.of(failing, tokens.of(1)).index();
        assertThat(reached).isLessThan(failed);
        assertThat(handled.of(failing))
                .isEqualTo(positions(events, event -> owns(failing, event)).stream()
                        .filter(position -> position <= reached)
                        .toList());
        assertThat(tokens.released()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void the_claims_of_all_segments_are_extended_during_a_batch() throws Exception {
        handled.beforeBatch = () -> await().until(() -> tokens.extended().containsAll(List.of(0, 1, 2, 3)));

        backlog(events(5)).process(handled, NEVER);

        assertThat(handled.events).hasSize(5);
    }

    @Test
    void no_batch_is_read_after_the_stop() throws Exception {
        backlog(events(200)).process(handled, () -> handled.sizes.size() >= SEGMENTS);

        assertThat(handled.events).hasSizeBetween(BATCH, 5 * BATCH);
        assertThat(tokens.reached()).hasSize(1);
        assertThat(tokens.reached().getFirst()).isEqualTo(handled.events.size() - 1L);
        assertThat(tokens.released()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void no_event_is_handled_when_another_node_has_claimed_a_segment() {
        tokens.initialize(new long[] {0, 0, 0, 0});
        tokens.claimElsewhere(2);

        assertThatThrownBy(() -> backlog(events(50)).process(handled, NEVER))
                .isInstanceOf(UnableToClaimTokenException.class);

        assertThat(handled.events).isEmpty();
    }

    @Test
    void a_processor_has_a_backlog_when_it_is_behind_by_more_than_a_batch() {
        tokens.initialize(new long[] {14, 30, 30, 30});

        assertThat(backlog(events(25)).isLarge()).isFalse();
        assertThat(backlog(events(26)).isLarge()).isTrue();
    }

    @Test
    void all_events_are_unread_by_a_processor_that_has_never_run() {
        assertThat(backlog(events(10)).isLarge()).isFalse();
        assertThat(backlog(events(11)).isLarge()).isTrue();
    }

    private Backlog backlog(List<TrackedEventMessage<?>> events) {
        return new Backlog(
                PROCESSOR,
                new ListedEvents(events),
                tokens,
                processor -> tokens.segmentTokens(),
                NoTransactionManager.instance(),
                new NodeProperties("", CLAIM_TIMEOUT, 1, BATCH, SEGMENTS, false));
    }

    private static List<Segment> segments() {
        int[] ids = {0, 1, 2, 3};
        return IntStream.of(ids).mapToObj(id -> Segment.computeSegment(id, ids)).toList();
    }

    /** Events of seven aggregates in turn. */
    private static List<TrackedEventMessage<?>> events(int number) {
        List<UUID> aggregates = IntStream.range(0, 7)
                .mapToObj(aggregate -> UUID.nameUUIDFromBytes(new byte[] {(byte) aggregate}))
                .toList();
        return IntStream.range(0, number)
                .<TrackedEventMessage<?>>mapToObj(position -> event(aggregates.get(position % 7), position))
                .toList();
    }

    private static TrackedEventMessage<?> event(UUID aggregate, int position) {
        return event(aggregate, position, new GlobalSequenceTrackingToken(position));
    }

    private static TrackedEventMessage<?> event(UUID aggregate, int position, TrackingToken token) {
        return new GenericTrackedDomainEventMessage<>(
                token, new GenericDomainEventMessage<>("user", aggregate.toString(), position, "event " + position));
    }

    private static boolean owns(Segment segment, EventMessage<?> event) {
        return segment.matches(((DomainEventMessage<?>) event).getAggregateIdentifier());
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    private static List<Long> positions(
            List<TrackedEventMessage<?>> events, Predicate<? super TrackedEventMessage<?>> condition) {
        return events.stream().filter(condition).map(BacklogTest::position).toList();
    }

    private static List<Long> after(long reached, Segment segment, List<TrackedEventMessage<?>> events) {
        return positions(events, event -> owns(segment, event) && position(event) > reached);
    }

    private static final class Handled implements Backlog.Handler {

        private static final Exception FAILURE = new Exception("The event cannot be handled");

        private final List<TrackedEventMessage<?>> events = Collections.synchronizedList(new ArrayList<>());
        private final List<TrackedEventMessage<?>> ignored = new ArrayList<>();
        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        private Runnable beforeBatch = () -> {};
        private Predicate<TrackedEventMessage<?>> isUnwanted = event -> false;
        private Predicate<TrackedEventMessage<?>> isFailing = event -> false;

        List<Long> of(Segment segment) {
            return positions(events, event -> owns(segment, event));
        }

        @Override
        public boolean isHandled(Segment segment, TrackedEventMessage<?> event) {
            return owns(segment, event) && !isUnwanted.test(event);
        }

        @Override
        public void ignore(TrackedEventMessage<?> event) {
            ignored.add(event);
        }

        @Override
        public void handle(SegmentBacklog.Batch batch, Runnable storeToken) throws Exception {
            beforeBatch.run();
            if (batch.events().stream().anyMatch(isFailing)) {
                throw FAILURE;
            }
            storeToken.run();
            events.addAll(batch.events());
            sizes.add(batch.events().size());
        }
    }
}
