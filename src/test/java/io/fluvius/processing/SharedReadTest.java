package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedReadTest {

    private final AtomicInteger state = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch firstBegan = new CountDownLatch(1);
    private final SharedRead<Integer> read = new SharedRead<>(this::firstReadIsSlow);

    private int firstReadIsSlow() {
        int seen = state.get();
        if (reads.incrementAndGet() == 1) {
            firstBegan.countDown();
            await().until(() -> state.get() > 0);
        }
        return seen;
    }

    @Test
    void reads_again_after_the_last_read_has_ended() {
        state.set(1);
        assertThat(read.get()).isEqualTo(1);
        state.set(2);
        assertThat(read.get()).isEqualTo(2);
    }

    @Test
    void callers_during_a_read_share_the_next_one_and_see_what_was_there_before_their_call() throws Exception {
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(read);
        firstBegan.await();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        List<Thread> others = IntStream.range(0, 100)
                .mapToObj(number -> Thread.ofVirtual().start(() -> seen.add(read.get())))
                .toList();
        await().until(() -> others.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        state.set(7);

        assertThat(first.join()).isZero();
        await().until(() -> seen.size() == others.size());
        assertThat(seen).containsOnly(7);
        assertThat(reads).hasValue(2);
    }

    @Test
    void the_failure_of_a_read_reaches_its_callers_and_the_next_caller_reads_again() {
        AtomicInteger attempts = new AtomicInteger();
        SharedRead<Integer> failing = new SharedRead<>(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("no connection");
            }
            return attempts.get();
        });

        assertThatThrownBy(failing::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no connection");
        assertThat(failing.get()).isEqualTo(2);
    }
}
