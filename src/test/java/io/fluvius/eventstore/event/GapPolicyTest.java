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
    void numbers_that_are_missing_before_a_new_event_may_still_come() {
        assertThat(GAPS.token(token(3), 6, now)).isEqualTo(token(6, 4L, 5L));
        assertThat(GAPS.token(token(6, 4L, 5L), 4, now)).isEqualTo(token(6, 5L));
    }

    @Test
    void those_before_an_event_that_is_older_than_the_timeout_are_given_up() {
        assertThat(GAPS.token(token(3), 6, longAgo)).isEqualTo(token(6));
    }

    @Test
    void those_that_are_too_far_back_are_given_up() {
        GapAwareTrackingToken token = GAPS.token(token(3), 20, now);

        assertThat(token.getGaps()).containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
    }

    @Test
    void before_the_first_event_that_is_read_anything_may_be_missing() {
        assertThat(GAPS.token(null, 3, now)).isEqualTo(token(3, 1L, 2L));
        assertThat(GAPS.token(null, 3, longAgo)).isEqualTo(token(3));
    }

    private static GapAwareTrackingToken token(long index, Long... gaps) {
        return GapAwareTrackingToken.newInstance(index, new TreeSet<>(List.of(gaps)));
    }
}
