package io.fluvius.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong time = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, 3, time::get);

    @Test
    void a_quiet_caller_may_do_several_at_once_and_then_waits_for_its_turn() {
        assertThat(admitted(5)).isEqualTo(3);
        assertThat(limit.count("john")).contains(Duration.ofMillis(100));

        time.addAndGet(Duration.ofMillis(100).toNanos());

        assertThat(admitted(5)).isEqualTo(1);
    }

    @Test
    void over_a_minute_a_caller_does_as_often_as_the_limit_says() {
        int admitted = IntStream.range(0, 6_000)
                .map(hundredthOfASecond -> {
                    time.addAndGet(Duration.ofMillis(10).toNanos());
                    return admitted(2);
                })
                .sum();

        assertThat(admitted).isBetween(600, 603);
    }

    @Test
    void a_pause_gives_no_more_than_a_caller_may_do_at_once() {
        time.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(admitted(100)).isEqualTo(3);
    }

    @Test
    void callers_do_not_wait_for_each_other() {
        assertThat(admitted(4)).isEqualTo(3);

        assertThat(limit.count("mary")).isEmpty();
    }

    private int admitted(int times) {
        return (int) IntStream.range(0, times)
                .filter(time -> limit.count("john").isEmpty())
                .count();
    }
}
