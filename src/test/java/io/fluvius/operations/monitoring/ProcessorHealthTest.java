package io.fluvius.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Position;
import io.fluvius.processing.SurveyedProcessor;
import io.fluvius.processing.SurveyedProcessor.Claim;
import io.fluvius.processing.SurveyedProcessor.Segment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ProcessorHealthTest {

    private static final Duration FRESH = Duration.ofSeconds(4);
    private static final Duration OLD = Duration.ofSeconds(21);

    @Test
    void segments_may_be_processed_here_and_elsewhere() {
        Health health = health(segment(0, Claim.HERE, FRESH, 0), segment(1, Claim.ELSEWHERE, FRESH, 12));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("user-directory"))
                .hasToString(
                        "{segments=2, here=1, elsewhere=1, unclaimed=0, lag=12, secondsBehind=1.5, deadLetters=3}");
    }

    @Test
    void a_segment_may_be_without_a_node_until_another_one_takes_it_over() {
        assertThat(health(segment(0, Claim.UNCLAIMED, FRESH, 0)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_segment_that_no_node_processes_makes_the_node_unready() {
        Health health = health(segment(0, Claim.HERE, FRESH, 0), segment(1, Claim.UNCLAIMED, OLD, 0));

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails().get("user-directory").toString()).contains("no node processes segment 1");
    }

    @Test
    void a_processor_that_is_far_behind_makes_the_node_unready() {
        assertThat(health(segment(0, Claim.HERE, FRESH, 100)).getStatus()).isEqualTo(Status.UP);
        Health health = health(segment(0, Claim.HERE, FRESH, 101));

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails().get("user-directory").toString())
                .contains("it has yet to read more than 100 events");
    }

    @Test
    void a_processor_that_never_ran_makes_the_node_unready() {
        assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    private static Segment segment(int id, Claim claim, Duration untouched, long lag) {
        return new Segment(id, 1, claim, null, Position.START, false, untouched, lag);
    }

    private static Health health(Segment... segments) {
        SurveyedProcessor processor =
                new SurveyedProcessor("user-directory", List.of(segments), 3, Duration.ofMillis(1500));
        try (Sampler sampler = new Sampler(() -> new Sample("1", Position.START, List.of(processor)))) {
            return new ProcessorHealth(sampler, 100, Duration.ofSeconds(10)).health();
        }
    }
}
