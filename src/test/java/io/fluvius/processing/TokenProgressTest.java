package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.processing.UnreadEvents.Pending;
import io.fluvius.progress.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokenProgressTest {

    private static final String GROUP = "user-directory";
    private static final Segment[] HALVES = Segment.computeSegments(0, 1);
    private static final UUID LEFT = owned(HALVES[0]);
    private static final UUID RIGHT = owned(HALVES[1]);

    private final List<SegmentToken> here = new ArrayList<>();
    private final List<SegmentToken> everywhere = new ArrayList<>();
    /** Committed events and their aggregates. */
    private final Map<Long, UUID> events = new HashMap<>();
    /** How often the events were looked at. */
    private int looks;

    private final TokenProgress progress = new TokenProgress(group -> List.copyOf(here), new Stored(), this::pending);

    @Test
    void nothing_is_included_of_a_projection_that_never_ran_but_the_beginning() {
        assertThat(includes(1)).isFalse();
        assertThat(includes(-1)).isTrue();
        assertThat(progress.reached(GROUP)).isEqualTo(Position.START);
    }

    @Nested
    class With_all_segments_on_this_node {

        @Test
        void a_position_is_included_when_every_segment_has_read_it() {
            here(0, token(7));
            here(1, token(7));

            assertThat(includes(7)).isTrue();
            assertThat(progress.reached(GROUP)).isEqualTo(new Position(7));
        }

        @Test
        void an_event_that_a_segment_has_yet_to_read_counts_for_its_own_aggregates() {
            here(0, token(7));
            here(1, token(6));
            events.put(7L, RIGHT);

            assertThat(includes(7)).isFalse();
            assertThat(progress.includes(GROUP, new Position(7), LEFT)).isTrue();
            assertThat(progress.includes(GROUP, new Position(7), RIGHT)).isFalse();
        }

        @Test
        void an_event_of_another_segment_does_not_count_against_one_that_has_not_passed_it_yet() {
            here(0, token(7));
            here(1, token(6));
            events.put(7L, LEFT);

            assertThat(includes(7)).isTrue();
        }

        @Test
        void a_position_that_the_events_have_not_reached_is_not_included() {
            here(0, token(7));
            here(1, token(7));
            events.put(7L, LEFT);

            assertThat(includes(8)).isFalse();
        }

        @Test
        void a_gap_that_was_filled_since_is_to_be_read_first() {
            here(0, token(7, 5));
            here(1, token(7, 5));
            events.put(5L, LEFT);
            events.put(7L, LEFT);

            assertThat(includes(7)).isFalse();
            assertThat(includes(4)).isTrue();
            assertThat(progress.reached(GROUP)).isEqualTo(new Position(4));
        }

        @Test
        void a_gap_that_nobody_has_filled_holds_nobody_up() {
            here(0, token(7, 5));
            here(1, token(7, 5));
            events.put(7L, LEFT);

            assertThat(includes(7)).isTrue();
            assertThat(progress.reached(GROUP)).isEqualTo(new Position(7));
        }

        @Test
        void a_projection_that_is_rebuilt_includes_what_it_has_read_again() {
            here(0, ReplayToken.createReplayToken(token(9), token(3)));
            here(1, token(9));
            events.put(4L, LEFT);

            assertThat(includes(9)).isFalse();
            assertThat(includes(3)).isTrue();
        }

        @Test
        void a_segment_that_has_read_nothing_includes_nothing() {
            here(0, null);
            here(1, token(3));
            events.put(1L, LEFT);

            assertThat(includes(1)).isFalse();
            assertThat(progress.reached(GROUP)).isEqualTo(Position.START);
        }

        @Test
        void who_waits_looks_at_the_events_again_only_when_the_one_that_was_pending_is_read() {
            here(0, token(7));
            here(1, token(5));
            events.put(6L, RIGHT);
            events.put(7L, LEFT);
            BooleanSupplier watch = progress.watch(GROUP, new Position(7), null);

            assertThat(watch.getAsBoolean()).isFalse();
            assertThat(watch.getAsBoolean()).isFalse();
            assertThat(looks).isEqualTo(1);

            here.clear();
            here(0, token(7));
            here(1, token(6));
            assertThat(watch.getAsBoolean()).isTrue();
            assertThat(looks).isEqualTo(2);
        }

        @Test
        void who_waits_is_not_deceived_by_a_projection_that_began_anew() {
            here(0, token(7));
            here(1, token(7, 5));
            events.put(5L, RIGHT);
            events.put(6L, RIGHT);
            events.put(7L, LEFT);
            BooleanSupplier watch = progress.watch(GROUP, new Position(7), null);
            assertThat(watch.getAsBoolean()).isFalse();

            here.clear();
            here(0, token(7));
            here(1, ReplayToken.createReplayToken(token(7), token(5)));
            assertThat(watch.getAsBoolean()).isFalse();
        }

        @Test
        void what_other_nodes_have_stored_is_not_asked_for() {
            here(0, token(7));
            here(1, token(7));
            everywhere(0, token(1));

            assertThat(includes(7)).isTrue();
        }
    }

    @Nested
    class With_segments_on_other_nodes {

        @Test
        void what_they_have_stored_counts() {
            here(0, token(7));
            everywhere(0, token(5));
            everywhere(1, token(6));
            events.put(7L, RIGHT);

            assertThat(includes(6)).isTrue();
            assertThat(includes(7)).isFalse();
            assertThat(progress.reached(GROUP)).isEqualTo(new Position(6));
        }

        @Test
        void only_the_segment_of_an_aggregate_counts_for_it() {
            everywhere(0, token(7));
            everywhere(1, token(1));
            events.put(5L, RIGHT);
            events.put(7L, LEFT);

            assertThat(progress.includes(GROUP, new Position(7), LEFT)).isTrue();
            assertThat(progress.includes(GROUP, new Position(7), RIGHT)).isFalse();
        }
    }

    @Test
    void tokens_of_axon_server_count_by_their_index() {
        here(0, new GlobalSequenceTrackingToken(7));
        here(1, new GlobalSequenceTrackingToken(6));
        TokenProgress withoutEvents = new TokenProgress(
                group -> List.copyOf(here), new Stored(), (position, segments, aggregate) -> Pending.SOMETHING);

        assertThat(withoutEvents.includes(GROUP, new Position(6), null)).isTrue();
        assertThat(withoutEvents.includes(GROUP, new Position(7), null)).isFalse();
    }

    @Test
    void a_snapshot_includes_what_the_segment_of_the_aggregate_has_read() {
        everywhere(0, token(7, 5));
        everywhere(1, token(3));

        var included = new TokenProgress(group -> List.of(), new Stored(), this::pending).included(null, GROUP);

        assertThat(included.includes(LEFT, new Position(7))).isTrue();
        assertThat(included.includes(LEFT, new Position(5))).isFalse();
        assertThat(included.includes(RIGHT, new Position(3))).isTrue();
        assertThat(included.includes(RIGHT, new Position(4))).isFalse();
    }

    @Test
    void a_snapshot_may_include_what_any_segment_has_read() {
        everywhere(0, token(7, 5L, 2L));
        everywhere(1, token(5, 2));

        var included = new TokenProgress(group -> List.of(), new Stored(), this::pending).included(null, GROUP);

        assertThat(included.latest()).isEqualTo(new Position(7));
        assertThat(included.mayInclude(new Position(5))).isTrue();
        assertThat(included.mayInclude(new Position(7))).isTrue();
        assertThat(included.mayInclude(new Position(2))).isFalse();
        assertThat(included.mayInclude(new Position(8))).isFalse();
    }

    @Test
    void a_snapshot_before_the_first_batch_includes_nothing() {
        everywhere(0, null);

        var included = new TokenProgress(group -> List.of(), new Stored(), this::pending).included(null, GROUP);

        assertThat(included.latest()).isEqualTo(Position.START);
        assertThat(included.mayInclude(new Position(0))).isFalse();
        assertThat(new TokenProgress(group -> List.of(), new Stored(), this::pending)
                        .included(null, "never-ran")
                        .latest())
                .isEqualTo(Position.START);
    }

    private boolean includes(long position) {
        return progress.includes(GROUP, new Position(position), null);
    }

    private void here(int segment, @Nullable TrackingToken token) {
        here.add(SegmentToken.of(HALVES[segment], token));
    }

    private void everywhere(int segment, @Nullable TrackingToken token) {
        everywhere.add(SegmentToken.of(HALVES[segment], token));
    }

    private static TrackingToken token(long index, Long... gaps) {
        return GapAwareTrackingToken.newInstance(index, Arrays.asList(gaps));
    }

    private static TrackingToken token(long index, int gap) {
        return token(index, Long.valueOf(gap));
    }

    private static UUID owned(Segment segment) {
        return Stream.generate(UUID::randomUUID)
                .filter(id -> segment.matches(id.toString()))
                .findFirst()
                .orElseThrow();
    }

    private UnreadEvents.Pending pending(long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
        looks++;
        return events.entrySet().stream()
                .filter(event -> event.getKey() <= position)
                .filter(event -> aggregate == null || event.getValue().equals(aggregate))
                .map(event ->
                        new UnreadEvents.Event(event.getKey(), event.getValue().toString()))
                .filter(event -> event.isPendingFor(segments))
                .findFirst()
                .map(event -> new UnreadEvents.Pending(false, event))
                .orElse(
                        events.keySet().stream().anyMatch(index -> index >= position)
                                ? UnreadEvents.Pending.NOTHING
                                : UnreadEvents.Pending.SOMETHING);
    }

    private final class Stored extends StoredTokens {

        Stored() {
            super(null, null);
        }

        @Override
        public List<SegmentToken> of(String processor) {
            return List.copyOf(everywhere);
        }

        @Override
        List<SegmentToken> of(DSLContext transaction, String processor) {
            return List.copyOf(everywhere);
        }
    }
}
