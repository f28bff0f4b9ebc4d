package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Position;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

class SegmentTokenTest {

    @Test
    void a_segment_that_has_read_up_to_a_position_has_never_processed_what_follows() {
        assertThat(SegmentToken.everProcessed(token(7))).isEqualTo(new Position(7));
        assertThat(SegmentToken.everProcessed(null)).isEqualTo(Position.START);
    }

    @Test
    void a_replay_processes_again_what_was_processed_before() {
        TrackingToken atTheStart = ReplayToken.createReplayToken(token(9), null);
        TrackingToken halfWay = ReplayToken.createReplayToken(token(9), token(4));

        assertThat(SegmentToken.everProcessed(atTheStart)).isEqualTo(new Position(9));
        assertThat(SegmentToken.everProcessed(halfWay)).isEqualTo(new Position(9));
    }

    @Test
    void merged_segments_have_processed_what_both_have() {
        TrackingToken merged = MergedTrackingToken.merged(token(3), token(8));

        assertThat(SegmentToken.everProcessed(merged)).isEqualTo(new Position(3));
    }

    private static TrackingToken token(long index) {
        return new GlobalSequenceTrackingToken(index);
    }
}
