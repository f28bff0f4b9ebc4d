package io.fluvius.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.junit.jupiter.api.Test;

class GapPolicyTest {

    private static final GapPolicy GAPS = new GapPolicy(Duration.ofHours(1), 10);

    private final Instant now = Instant.now();
    private final Instant longAgo = now.minus(Duration.ofHours(2));

    @Test
    void indexes_that_are_missing_before_a_new_event_become_gaps() {
        assertThat(GAPS.advance(token(3), 6, now)).isEqualTo(token(6, 4L, 5L));
        assertThat(GAPS.advance(token(6, 4L, 5L), 4, now)).isEqualTo(token(6, 5L));
    }

    @Test
    void gaps_before_an_event_older_than_the_timeout_are_dropped() {
        assertThat(GAPS.advance(token(3), 6, longAgo)).isEqualTo(token(6));
    }

    @Test
    void gaps_beyond_the_maximum_offset_are_dropped() {
        GapAwareTrackingToken token = GAPS.advance(token(3), 20, now);

        assertThat(token.getGaps()).containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
    }

    @Test
    void all_indexes_before_the_first_event_become_gaps() {
        assertThat(GAPS.advance(null, 3, now)).isEqualTo(token(3, 1L, 2L));
        assertThat(GAPS.advance(null, 3, longAgo)).isEqualTo(token(3));
    }

    private static GapAwareTrackingToken token(long index, Long... gaps) {
        return GapAwareTrackingToken.newInstance(index, new TreeSet<>(List.of(gaps)));
    }
}
