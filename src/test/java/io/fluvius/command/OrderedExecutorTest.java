package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedExecutorTest {

    /** The tasks that were handed to the executor; the test runs them. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private final OrderedExecutor<String> executor = new OrderedExecutor<>(waiting::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void a_task_runs_on_the_executor_and_completes_the_future() {
        CompletableFuture<Integer> result = executor.submit("a", () -> 42);

        assertThat(result).isNotDone();
        runAll();
        assertThat(result).isCompletedWithValue(42);
    }

    @Test
    void tasks_with_the_same_key_run_in_the_order_of_submission() {
        IntStream.range(0, 100).forEach(number -> submit("a", "a" + number));

        assertThat(waiting).hasSize(1);
        runAll();
        assertThat(done)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(number -> "a" + number).toList());
    }

    @Test
    void a_task_with_another_key_does_not_wait() {
        submit("a", "a1");
        submit("a", "a2");
        submit("b", "b1");

        assertThat(waiting).hasSize(2);
        waiting.removeLast().run();
        assertThat(done).containsExactly("b1");
    }

    @Test
    void a_failed_task_does_not_block_the_next_one() {
        IllegalStateException failure = new IllegalStateException();
        CompletableFuture<Object> failed = executor.submit("a", () -> {
            throw failure;
        });
        CompletableFuture<Object> broken = executor.submit("a", () -> {
            throw new StackOverflowError();
        });
        submit("a", "a3");

        runAll();

        assertThat(failed.exceptionNow()).isSameAs(failure);
        assertThat(broken.exceptionNow()).isInstanceOf(StackOverflowError.class);
        assertThat(done).containsExactly("a3");
    }

    @Test
    void keys_without_tasks_use_no_memory() {
        submit("a", "a1");
        submit("a", "a2");
        submit("b", "b1");
        assertThat(executor.activeKeys()).isEqualTo(2);

        runAll();

        assertThat(executor.activeKeys()).isZero();
    }

    @Test
    void a_key_can_be_reused_after_its_tasks_have_completed() {
        submit("a", "a1");
        runAll();
        submit("a", "a2");
        runAll();

        assertThat(done).containsExactly("a1", "a2");
        assertThat(executor.activeKeys()).isZero();
    }

    @Test
    void a_task_that_the_executor_rejects_fails_and_is_removed() {
        OrderedExecutor<String> closed = new OrderedExecutor<>(task -> {
            throw new RejectedExecutionException();
        });

        CompletableFuture<Integer> rejected = closed.submit("a", () -> 42);

        assertThat(rejected).isCompletedExceptionally();
        assertThat(rejected.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
        assertThat(closed.activeKeys()).isZero();
    }

    @Test
    void a_waiting_task_fails_if_the_executor_is_closed() {
        Deque<Runnable> only = new ArrayDeque<>();
        OrderedExecutor<String> closing = new OrderedExecutor<>(task -> {
            if (!only.isEmpty() || !done.isEmpty()) {
                throw new RejectedExecutionException();
            }
            only.add(task);
        });
        closing.submit("a", () -> done.add("a1"));
        CompletableFuture<Boolean> second = closing.submit("a", () -> done.add("a2"));
        CompletableFuture<Boolean> third = closing.submit("a", () -> done.add("a3"));

        only.removeFirst().run();

        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompletedExceptionally();
        assertThat(done).containsExactly("a1");
        assertThat(closing.activeKeys()).isZero();
    }

    @Test
    void the_caller_runs_a_task_between_those_before_and_after_it() throws Exception {
        submit("a", "a1");
        FutureTask<Boolean> caller = new FutureTask<>(() -> executor.run("a", () -> {
            submit("a", "a3");
            return done.add("a2");
        }));
        Thread thread = Thread.ofVirtual().start(caller);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(done).isEmpty();

        waiting.removeFirst().run();
        assertThat(caller.get()).isTrue();
        runAll();

        assertThat(done).containsExactly("a1", "a2", "a3");
        assertThat(executor.activeKeys()).isZero();
    }

    @Test
    void a_task_that_the_caller_runs_does_not_block_the_next_one_when_it_fails() {
        IllegalStateException failure = new IllegalStateException();

        assertThatThrownBy(() -> executor.run("a", () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(executor.run("a", () -> 42)).isEqualTo(42);

        assertThat(executor.activeKeys()).isZero();
    }

    @Test
    void tasks_run_in_order_per_key_on_many_threads() throws InterruptedException {
        int keys = 50;
        int each = 200;
        List<List<Integer>> results = IntStream.range(0, keys)
                .<List<Integer>>mapToObj(key -> new ArrayList<>())
                .toList();
        CountDownLatch remaining = new CountDownLatch(keys * each);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OrderedExecutor<Integer> concurrent = new OrderedExecutor<>(threads);
            for (int number = 0; number < each; number++) {
                for (int key = 0; key < keys; key++) {
                    // not thread-safe, so that concurrent tasks with the same key would corrupt it
                    List<Integer> result = results.get(key);
                    int next = number;
                    concurrent.submit(key, () -> result.add(next)).thenRun(remaining::countDown);
                }
            }
            remaining.await();
            concurrent.submit(0, () -> true).join();
        }

        assertThat(results)
                .allSatisfy(numbers -> assertThat(numbers)
                        .containsExactlyElementsOf(
                                IntStream.range(0, each).boxed().toList()));
    }

    @Test
    void tasks_with_different_keys_run_concurrently() {
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
        executor.submit(key, () -> done.add(name));
    }

    private void runAll() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }
}
