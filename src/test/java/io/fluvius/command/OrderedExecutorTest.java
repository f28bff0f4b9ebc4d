package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedExecutorTest {

    /** Work that the executor was given and that runs when the test says so. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private final OrderedExecutor<String> lanes = new OrderedExecutor<>(waiting::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void work_runs_on_the_executor_and_gives_its_result() {
        CompletableFuture<Integer> result = lanes.submit("a", () -> 42);

        assertThat(result).isNotDone();
        runAll();
        assertThat(result).isCompletedWithValue(42);
    }

    @Test
    void work_of_one_key_runs_in_the_order_of_its_arrival() {
        IntStream.range(0, 100).forEach(number -> submit("a", "a" + number));

        assertThat(waiting).hasSize(1);
        runAll();
        assertThat(done)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(number -> "a" + number).toList());
    }

    @Test
    void work_of_another_key_does_not_wait() {
        submit("a", "a1");
        submit("a", "a2");
        submit("b", "b1");

        assertThat(waiting).hasSize(2);
        waiting.removeLast().run();
        assertThat(done).containsExactly("b1");
    }

    @Test
    void failed_work_does_not_hold_up_the_next() {
        IllegalStateException failure = new IllegalStateException();
        CompletableFuture<Object> failed = lanes.submit("a", () -> {
            throw failure;
        });
        CompletableFuture<Object> broken = lanes.submit("a", () -> {
            throw new StackOverflowError();
        });
        submit("a", "a3");

        runAll();

        assertThat(failed.exceptionNow()).isSameAs(failure);
        assertThat(broken.exceptionNow()).isInstanceOf(StackOverflowError.class);
        assertThat(done).containsExactly("a3");
    }

    @Test
    void keys_without_work_take_no_memory() {
        submit("a", "a1");
        submit("a", "a2");
        submit("b", "b1");
        assertThat(lanes.busy()).isEqualTo(2);

        runAll();

        assertThat(lanes.busy()).isZero();
    }

    @Test
    void a_key_is_used_again_after_its_work_is_done() {
        submit("a", "a1");
        runAll();
        submit("a", "a2");
        runAll();

        assertThat(done).containsExactly("a1", "a2");
        assertThat(lanes.busy()).isZero();
    }

    @Test
    void work_that_the_executor_refuses_fails_and_is_forgotten() {
        OrderedExecutor<String> closed = new OrderedExecutor<>(work -> {
            throw new RejectedExecutionException();
        });

        CompletableFuture<Integer> refused = closed.submit("a", () -> 42);

        assertThat(refused).isCompletedExceptionally();
        assertThat(refused.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
        assertThat(closed.busy()).isZero();
    }

    @Test
    void work_that_waits_fails_when_the_executor_is_closed_meanwhile() {
        Deque<Runnable> only = new ArrayDeque<>();
        OrderedExecutor<String> closing = new OrderedExecutor<>(work -> {
            if (!only.isEmpty() || !done.isEmpty()) {
                throw new RejectedExecutionException();
            }
            only.add(work);
        });
        closing.submit("a", () -> done.add("a1"));
        CompletableFuture<Boolean> second = closing.submit("a", () -> done.add("a2"));
        CompletableFuture<Boolean> third = closing.submit("a", () -> done.add("a3"));

        only.removeFirst().run();

        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompletedExceptionally();
        assertThat(done).containsExactly("a1");
        assertThat(closing.busy()).isZero();
    }

    @Test
    void many_threads_keep_the_order_of_each_key_and_leave_nothing_behind() throws InterruptedException {
        int keys = 50;
        int each = 200;
        List<List<Integer>> seen = IntStream.range(0, keys)
                .<List<Integer>>mapToObj(key -> new ArrayList<>())
                .toList();
        CountDownLatch left = new CountDownLatch(keys * each);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OrderedExecutor<Integer> concurrent = new OrderedExecutor<>(threads);
            for (int number = 0; number < each; number++) {
                for (int key = 0; key < keys; key++) {
                    // lists that are not safe for threads: only one thread at a time may touch one
                    List<Integer> mine = seen.get(key);
                    int next = number;
                    concurrent.submit(key, () -> mine.add(next)).thenRun(left::countDown);
                }
            }
            left.await();
            concurrent.submit(0, () -> true).join();
        }

        assertThat(seen)
                .allSatisfy(numbers -> assertThat(numbers)
                        .containsExactlyElementsOf(
                                IntStream.range(0, each).boxed().toList()));
    }

    @Test
    void work_of_different_keys_runs_side_by_side() {
        AtomicInteger met = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OrderedExecutor<String> concurrent = new OrderedExecutor<>(threads);
            CompletableFuture<Integer> one = concurrent.submit("a", () -> meet(both, met));
            CompletableFuture<Integer> other = concurrent.submit("b", () -> meet(both, met));

            CompletableFuture.allOf(one, other).join();
        }

        assertThat(met).hasValue(2);
    }

    private static int meet(CountDownLatch both, AtomicInteger met) {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return met.incrementAndGet();
    }

    private void submit(String key, String name) {
        lanes.submit(key, () -> done.add(name));
    }

    private void runAll() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }
}
