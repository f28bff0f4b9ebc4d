package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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

    private final List<SegmentToken> local = new ArrayList<>();
    private final List<SegmentToken> stored = new ArrayList<>();
    /** Committed events and their aggregates. */
    private final Map<Long, UUID> events = new HashMap<>();
    /** The number of queries for unread events. */
    private int queries;

    private final TokenProgress progress =
            new TokenProgress(group -> List.copyOf(local), new Stored(), new Committed());

    @Test
    void a_projection_that_never_ran_includes_only_the_start() {
        assertThat(includes(1)).isFalse();
        assertThat(includes(-1)).isTrue();
        assertThat(progress.reached(GROUP)).isEqualTo(Position.START);
    }

    @Nested
    class With_all_segments_on_this_node {

        @Test
        void a_position_is_included_when_every_segment_has_read_it() {
            local(0, token(7));
            local(1, token(7));

            assertThat(includes(7)).isTrue();
            assertThat(progress.reached(GROUP)).isEqualTo(new Position(7));
        }

        @Test
        void an_unread_event_counts_for_the_aggregates_of_its_segment_only() {
            local(0, token(7));
            local(1, token(6));
            events.put(7L, RIGHT);

            assertThat(includes(7)).isFalse();
            assertThat(includes(progress, 7, LEFT)).isTrue();
            assertThat(includes(progress, 7, RIGHT)).isFalse();
        }

        @Test
        void a_segment_behind_an_event_of_another_segment_includes_its_position() {
            local(0, token(7));
            local(1, token(6));
            events.put(7L, LEFT);

            assertThat(includes(7)).isTrue();
        }

        @Test
        void a_position_after_the_last_event_is_not_included() {
            local(0, token(7));
            local(1, token(7));
            events.put(7L, LEFT);

            assertThat(includes(8)).isFalse();
        }

        @Test
        void a_projection_in_a_rebuild_includes_only_replayed_events() {
            local(0, ReplayToken.createReplayToken(token(9), token(3)));
            local(1, token(9));
            events.put(4L, LEFT);

            assertThat(includes(9)).isFalse();
            assertThat(includes(3)).isTrue();
        }

        @Test
        void a_segment_that_has_read_nothing_includes_nothing() {
            local(0, null);
            local(1, token(3));
            events.put(1L, LEFT);

            assertThat(includes(1)).isFalse();
            assertThat(progress.reached(GROUP)).isEqualTo(Position.START);
        }

        @Test
        void a_watch_repeats_its_query_only_after_the_unread_event_was_read() {
            local(0, token(7));
            local(1, token(5));
            events.put(6L, RIGHT);
            events.put(7L, LEFT);
            BooleanSupplier watch = progress.watch(GROUP, new Position(7), null);

            assertThat(watch.getAsBoolean()).isFalse();
            assertThat(watch.getAsBoolean()).isFalse();
            assertThat(queries).isEqualTo(1);

            local.clear();
            local(0, token(7));
            local(1, token(6));
            assertThat(watch.getAsBoolean()).isTrue();
            assertThat(queries).isEqualTo(2);
        }

        @Test
        void a_watch_does_not_include_a_position_after_the_projection_was_reset() {
            local(0, token(7));
            local(1, token(6));
            events.put(6L, RIGHT);
            events.put(7L, RIGHT);
            BooleanSupplier watch = progress.watch(GROUP, new Position(7), null);
            assertThat(watch.getAsBoolean()).isFalse();

            local.clear();
            local(0, token(7));
            local(1, ReplayToken.createReplayToken(token(7), token(5)));
            assertThat(watch.getAsBoolean()).isFalse();
        }

        @Test
        void stored_tokens_of_local_segments_are_ignored() {
            local(0, token(7));
            local(1, token(7));
            stored(0, token(1));

            assertThat(includes(7)).isTrue();
        }
    }

    @Nested
    class With_segments_on_other_nodes {

        @Test
        void their_stored_tokens_count() {
            local(0, token(7));
            stored(0, token(5));
            stored(1, token(6));
            events.put(7L, RIGHT);

            assertThat(includes(6)).isTrue();
            assertThat(includes(7)).isFalse();
            assertThat(progress.reached(GROUP)).isEqualTo(new Position(6));
        }

        @Test
        void only_the_segment_of_an_aggregate_counts_for_it() {
            stored(0, token(7));
            stored(1, token(1));
            events.put(5L, RIGHT);
            events.put(7L, LEFT);

            assertThat(includes(progress, 7, LEFT)).isTrue();
            assertThat(includes(progress, 7, RIGHT)).isFalse();
        }
    }

    @Test
    void a_position_is_not_included_while_it_is_unknown_whether_a_segment_has_unread_events() {
        local(0, token(7));
        local(1, token(6));
        TokenProgress progressOfUnknownEvents =
                new TokenProgress(group -> List.copyOf(local), new Stored(), new Committed() {
                    @Override
                    public Unread upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
                        return Unread.UNKNOWN;
                    }
                });

        assertThat(includes(progressOfUnknownEvents, 6, null)).isTrue();
        assertThat(includes(progressOfUnknownEvents, 7, null)).isFalse();
    }

    @Test
    void a_snapshot_includes_the_events_that_the_segment_of_the_aggregate_has_read() {
        stored(0, token(7));
        stored(1, token(3));

        var included = new TokenProgress(group -> List.of(), new Stored(), new Committed()).included(null, GROUP);

        assertThat(included.includes(LEFT, new Position(7))).isTrue();
        assertThat(included.includes(LEFT, new Position(8))).isFalse();
        assertThat(included.includes(RIGHT, new Position(3))).isTrue();
        assertThat(included.includes(RIGHT, new Position(4))).isFalse();
    }

    @Test
    void the_latest_position_of_a_snapshot_is_that_of_the_segment_that_has_read_most() {
        stored(0, token(7));
        stored(1, token(5));

        var included = new TokenProgress(group -> List.of(), new Stored(), new Committed()).included(null, GROUP);

        assertThat(included.latest()).isEqualTo(new Position(7));
    }

    @Test
    void a_snapshot_before_the_first_batch_includes_nothing() {
        stored(0, null);

        var included = new TokenProgress(group -> List.of(), new Stored(), new Committed()).included(null, GROUP);

        assertThat(included.latest()).isEqualTo(Position.START);
        assertThat(new TokenProgress(group -> List.of(), new Stored(), new Committed())
                        .included(null, "never-ran")
                        .latest())
                .isEqualTo(Position.START);
    }

    private boolean includes(long position) {
        return includes(progress, position, null);
    }

    private static boolean includes(TokenProgress progress, long position, @Nullable UUID aggregate) {
        return progress.watch(GROUP, new Position(position), aggregate).getAsBoolean();
    }

    private void local(int segment, @Nullable TrackingToken token) {
        local.add(SegmentToken.of(HALVES[segment], token));
    }

    private void stored(int segment, @Nullable TrackingToken token) {
        stored.add(SegmentToken.of(HALVES[segment], token));
    }

    private static TrackingToken token(long index) {
        return new GlobalSequenceTrackingToken(index);
    }

    private static UUID owned(Segment segment) {
        return Stream.generate(UUID::randomUUID)
                .filter(id -> segment.matches(id.toString()))
                .findFirst()
                .orElseThrow();
    }

    private class Committed implements UnreadEvents {

        @Override
        public Unread upTo(long position, List<SegmentToken> segments, @Nullable UUID aggregate) {
            queries++;
            return events.entrySet().stream()
                    .filter(event -> event.getKey() <= position)
                    .filter(event -> aggregate == null || event.getValue().equals(aggregate))
                    .map(event -> new Event(event.getKey(), event.getValue().toString()))
                    .filter(event -> event.isUnreadBy(segments))
                    .findFirst()
                    .map(Unread::of)
                    .orElse(
                            events.keySet().stream().anyMatch(index -> index >= position)
                                    ? Unread.NONE
                                    : Unread.UNKNOWN);
        }

        @Override
        public Optional<Instant> timeOfNext(Position position) {
            return Optional.empty();
        }
    }

    private final class Stored extends TokenReader {

        Stored() {
            super(null, null);
        }

        @Override
        public List<SegmentToken> of(String processor) {
            return List.copyOf(stored);
        }

        @Override
        List<SegmentToken> of(DSLContext transaction, String processor) {
            return List.copyOf(stored);
        }
    }
}
