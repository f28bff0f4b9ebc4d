package io.fluvius.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.Position;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class SamplerTest {

    private static final Sample SAMPLE = new Sample("9.1", new Position(7), List.of());

    private final AtomicInteger samples = new AtomicInteger();

    @Test
    void many_callers_share_a_sample() throws Exception {
        try (Sampler sampler = new Sampler(() -> {
            samples.incrementAndGet();
            return SAMPLE;
        })) {
            for (int call = 0; call < 100; call++) {
                assertThat(sampler.current()).isSameAs(SAMPLE);
            }
        }
        assertThat(samples).hasValueLessThan(100);
    }

    @Test
    void a_store_that_hangs_is_asked_once_and_holds_up_no_caller_for_long() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Sampler sampler = new Sampler(() -> {
            samples.incrementAndGet();
            awaitUninterrupted(answer);
            return SAMPLE;
        })) {
            for (int call = 0; call < 100; call++) {
                assertThatThrownBy(sampler::current).isInstanceOf(TimeoutException.class);
            }
            assertThat(samples).hasValue(1);
            Health hanging = new StoreHealth(sampler).health();
            assertThat(hanging.getStatus()).isEqualTo(Status.DOWN);
            assertThat(hanging.getDetails()).containsEntry("cause", "the store does not answer in time");

            answer.countDown();
            await().ignoreException(TimeoutException.class).until(() -> sampler.current() == SAMPLE);
            assertThat(new StoreHealth(sampler).health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_store_that_fails_is_down_with_the_cause_in_words() {
        try (Sampler sampler = new Sampler(() -> {
            throw new DataAccessException(
                    "SQL [select 1]", new SQLException("refused", "08001", new ConnectException()));
        })) {
            assertThatThrownBy(sampler::current).isInstanceOf(ExecutionException.class);
            assertThat(new StoreHealth(sampler).health().getDetails())
                    .containsEntry("cause", "no server accepts connections there");
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
