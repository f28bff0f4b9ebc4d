package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
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
    private static final BooleanSupplier NEVER = () -> false;

    private final RecordedTokens tokens = new RecordedTokens(PROCESSOR);
    private final Handled handled = new Handled();

    @Test
    void every_event_is_handled_once_and_in_order_within_its_segment() throws Exception {
        List<TrackedEventMessage<?>> events = events(95);

        backlog(events).workOff(handled, NEVER);

        assertThat(handled.events).hasSameSizeAs(events);
        for (Segment segment : segments()) {
            assertThat(handled.of(segment)).isEqualTo(positions(events, event -> owns(segment, event)));
        }
    }

    @Test
    void a_batch_is_at_most_that_large_and_its_token_goes_with_it() throws Exception {
        backlog(events(95)).workOff(handled, NEVER);

        // 95 events are ten batches, of each of which every segment has a part
        assertThat(handled.sizes).allMatch(size -> size <= BATCH);
        assertThat(tokens.stored()).hasSize(10 * SEGMENTS);
        assertThat(tokens.reached()).containsOnly(94L);
    }

    @Test
    void a_processor_that_has_never_run_replays_what_there_is() throws Exception {
        backlog(events(25)).workOff(handled, NEVER);

        assertThat(handled.events).hasSize(25).allMatch(ReplayToken::isReplay);
        assertThat(tokens.reached()).containsOnly(24L);
    }

    @Test
    void a_segment_gets_nothing_again_that_it_has_read() throws Exception {
        List<TrackedEventMessage<?>> events = events(60);
        tokens.have(new long[] {5, 20, -1, 59});

        backlog(events).workOff(handled, NEVER);

        assertThat(handled.of(segments().get(0))).isEqualTo(after(5, segments().get(0), events));
        assertThat(handled.of(segments().get(1))).isEqualTo(after(20, segments().get(1), events));
        assertThat(handled.of(segments().get(2))).isEqualTo(after(-1, segments().get(2), events));
        assertThat(handled.of(segments().get(3))).isEmpty();
        assertThat(tokens.reached()).containsOnly(59L);
    }

    @Test
    void the_token_of_a_segment_that_is_ahead_never_goes_back() throws Exception {
        tokens.have(new long[] {5, 20, -1, 59});

        backlog(events(60)).workOff(handled, () -> !handled.sizes.isEmpty());

        assertThat(tokens.segmentTokens().get(3).index()).isEqualTo(59);
        assertThat(tokens.segmentTokens().get(2).index()).isBetween(9L, 58L);
    }

    @Test
    void a_segment_reads_what_is_missing_to_it_only_and_keeps_the_rest_of_its_gaps() throws Exception {
        // 3 and 7 were not there when the segments came by; 3 has come since
        GapAwareTrackingToken reached = GapAwareTrackingToken.newInstance(9, new TreeSet<>(List.of(3L, 7L)));
        UUID somebody = UUID.randomUUID();
        List<TrackedEventMessage<?>> events = List.of(
                event(somebody, 3, reached.advanceTo(3, 100)),
                event(somebody, 10, reached.advanceTo(3, 100).advanceTo(10, 100)));
        tokens.have(Collections.nCopies(SEGMENTS, reached));

        backlog(events).workOff(handled, NEVER);

        assertThat(handled.events).hasSize(2);
        assertThat(tokens.segmentTokens())
                .allMatch(token -> token.index() == 10 && token.gaps().equals(new TreeSet<>(List.of(7L))));
    }

    @Test
    void what_an_upcaster_made_of_one_event_stays_together() throws Exception {
        UUID somebody = UUID.randomUUID();
        // the tenth event is three
        List<TrackedEventMessage<?>> events = Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 10, 11, 12)
                .<TrackedEventMessage<?>>map(position -> event(somebody, position))
                .toList();

        backlog(events).workOff(handled, NEVER);

        assertThat(handled.sizes).containsExactly(12, 3);
    }

    @Test
    void an_event_that_nobody_wants_is_passed_over() throws Exception {
        handled.unwanted = event -> position(event) % 2 == 0;

        backlog(events(40)).workOff(handled, NEVER);

        assertThat(handled.ignored).hasSize(20);
        assertThat(handled.events).hasSize(20);
        assertThat(tokens.reached()).containsOnly(39L);
    }

    @Test
    void after_a_failure_a_segment_handles_nothing_more_and_keeps_its_token() {
        List<TrackedEventMessage<?>> events = events(200);
        Segment failing = segments().get(1);
        long guilty = positions(events, event -> owns(failing, event)).get(8);
        handled.guilty = event -> position(event) == guilty;

        assertThatThrownBy(() -> backlog(events).workOff(handled, NEVER)).isSameAs(Handled.FAILURE);

        assertThat(handled.of(failing)).allMatch(position -> position < guilty);
        long reached = SegmentToken.of(failing, tokens.of(1)).index();
        assertThat(reached).isLessThan(guilty);
        assertThat(handled.of(failing))
                .isEqualTo(positions(events, event -> owns(failing, event)).stream()
                        .filter(position -> position <= reached)
                        .toList());
        assertThat(tokens.released()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void it_stops_after_a_batch() throws Exception {
        backlog(events(200)).workOff(handled, () -> handled.sizes.size() >= SEGMENTS);

        assertThat(handled.events).hasSizeBetween(BATCH, 5 * BATCH);
        assertThat(tokens.reached()).hasSize(1);
        assertThat(tokens.reached().getFirst()).isEqualTo(handled.events.size() - 1L);
        assertThat(tokens.released()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void nothing_is_handled_when_another_node_has_a_segment() {
        tokens.have(new long[] {0, 0, 0, 0});
        tokens.haveElsewhere(2);

        assertThatThrownBy(() -> backlog(events(50)).workOff(handled, NEVER))
                .isInstanceOf(UnableToClaimTokenException.class);

        assertThat(handled.events).isEmpty();
    }

    @Test
    void only_what_is_more_than_a_batch_is_a_backlog() {
        tokens.have(new long[] {14, 30, 30, 30});

        assertThat(backlog(events(25)).isLarge()).isFalse();
        assertThat(backlog(events(26)).isLarge()).isTrue();
    }

    @Test
    void all_is_backlog_to_a_processor_that_has_never_run() {
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
                new Backlog.Size(BATCH, SEGMENTS));
    }

    private static List<Segment> segments() {
        int[] ids = {0, 1, 2, 3};
        return IntStream.of(ids).mapToObj(id -> Segment.computeSegment(id, ids)).toList();
    }

    /** Of seven aggregates by turns. */
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
            List<TrackedEventMessage<?>> events, Predicate<? super TrackedEventMessage<?>> which) {
        return events.stream().filter(which).map(BacklogTest::position).toList();
    }

    private static List<Long> after(long reached, Segment segment, List<TrackedEventMessage<?>> events) {
        return positions(events, event -> owns(segment, event) && position(event) > reached);
    }

    private static final class Handled implements Backlog.Handling {

        private static final Exception FAILURE = new Exception("That one cannot be handled");

        private final List<TrackedEventMessage<?>> events = Collections.synchronizedList(new ArrayList<>());
        private final List<TrackedEventMessage<?>> ignored = new ArrayList<>();
        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        private Predicate<TrackedEventMessage<?>> unwanted = event -> false;
        private Predicate<TrackedEventMessage<?>> guilty = event -> false;

        List<Long> of(Segment segment) {
            return positions(events, event -> owns(segment, event));
        }

        @Override
        public boolean wants(Segment segment, TrackedEventMessage<?> event) {
            return owns(segment, event) && !unwanted.test(event);
        }

        @Override
        public void ignore(TrackedEventMessage<?> event) {
            ignored.add(event);
        }

        @Override
        public void handle(SegmentBacklog.Batch batch, Runnable beforeCommit) throws Exception {
            if (batch.events().stream().anyMatch(guilty)) {
                throw FAILURE;
            }
            beforeCommit.run();
            events.addAll(batch.events());
            sizes.add(batch.events().size());
        }
    }
}
