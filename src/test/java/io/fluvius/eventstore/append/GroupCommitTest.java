package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fluvius.eventstore.append.GroupCommit.Limits;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitTest {

    /** No test waits for so long, however busy the machine is. */
    static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration SHORT = Duration.ofMillis(50);

    /** Items of as many threads; a queue with room for all of them cannot be full, whichever thread runs first. */
    private static final int MANY = 20_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** The groups in the order in which they were written. */
    private final List<List<Item>> written = Collections.synchronizedList(new ArrayList<>());
    /** Has a permit for each group that may be written. */
    private final Semaphore gate = new Semaphore(1_000_000);

    record Item(String name, Set<?> keys) implements GroupCommit.Keyed {

        Item(String name) {
            this(name, Set.of());
        }
    }

    @AfterEach
    void close() {
        gate.release(1_000);
        threads.close();
    }

    @Test
    void a_single_thread_writes_at_once_and_on_its_own_thread() {
        List<Thread> writing = new ArrayList<>();
        GroupCommit<Item> groups = groups(
                group -> {
                    writing.add(Thread.currentThread());
                    group.forEach(QueuedWrite::succeed);
                },
                limits(10, 10, LONG));

        groups.write(new Item("a"));

        assertThat(writing).containsExactly(Thread.currentThread());
    }

    @Test
    void items_that_arrive_during_a_write_are_written_together_in_their_order() {
        GroupCommit<Item> groups = groups(this::record, limits(10, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "b", "c", "d");

        gate.release(2);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void a_group_has_no_more_items_than_its_limit() {
        GroupCommit<Item> groups = groups(this::record, limits(2, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "b", "c", "d");

        gate.release(3);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }

    @Test
    void items_with_a_common_key_are_written_one_after_the_other() {
        GroupCommit<Item> groups = groups(this::record, limits(10, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = new ArrayList<>(submitInOrder(groups, "first"));
        all.add(submit(groups, new Item("x1", Set.of("x"))));
        await().until(() -> groups.queueSize() == 1);
        all.add(submit(groups, new Item("x2 and y", Set.of("x", "y"))));
        await().until(() -> groups.queueSize() == 2);
        all.add(submit(groups, new Item("y2", Set.of("y"))));
        await().until(() -> groups.queueSize() == 3);
        all.add(submit(groups, new Item("z", Set.of("z"))));
        await().until(() -> groups.queueSize() == 4);

        gate.release(4);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("first"), List.of("x1", "z"), List.of("x2 and y"), List.of("y2"));
    }

    @Test
    void each_thread_gets_its_own_outcome() {
        GroupCommit<Item> groups = groups(
                group -> {
                    gate.acquireUninterruptibly();
                    for (QueuedWrite<Item> write : group) {
                        if (write.item().name().startsWith("bad")) {
                            write.fail(new IllegalStateException(write.item().name()));
                        } else {
                            write.succeed();
                        }
                    }
                },
                limits(10, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "bad b", "c", "bad d");
        gate.release(2);

        assertThat(all.get(0)).succeedsWithin(LONG);
        assertThat(all.get(2)).succeedsWithin(LONG);
        assertThatThrownBy(() -> all.get(1).join()).hasRootCauseMessage("bad b");
        assertThatThrownBy(() -> all.get(3).join()).hasRootCauseMessage("bad d");
    }

    @Test
    void a_sink_that_throws_fails_the_writes_that_are_not_complete() {
        GroupCommit<Item> groups = groups(
                group -> {
                    throw new IllegalStateException("broken");
                },
                limits(10, 10, LONG));

        assertThatThrownBy(() -> groups.write(new Item("a"))).hasMessage("broken");
        assertThatThrownBy(() -> groups.write(new Item("b"))).hasMessage("broken");
    }

    @Test
    void a_write_that_the_sink_does_not_complete_fails() {
        GroupCommit<Item> groups = groups(group -> {}, limits(10, 10, LONG));

        assertThatThrownBy(() -> groups.write(new Item("a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_full_queue_rejects_further_items() {
        GroupCommit<Item> groups = groups(this::record, limits(10, 2, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "b", "c");

        assertUnavailable(() -> groups.write(new Item("d")), "nothing was done");
        gate.release(2);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void an_item_that_has_waited_too_long_is_not_written() {
        GroupCommit<Item> groups = groups(this::record, limits(10, 10, SHORT));
        gate.drainPermits();
        CompletableFuture<Void> writing = submitUntilWriting(groups, new Item("a"));

        assertUnavailable(() -> groups.write(new Item("late")), "nothing was done");
        gate.release(1_000);
        if (executor() == null) {
            writing.join();
        } else {
            // its thread has waited too long, too, because it does not write itself
            writing.exceptionally(timeout -> null).join();
        }
        // on a busy machine, a write may take longer than the short timeout although no other is in progress
        await().until(() -> submit(groups, new Item("b"))
                .handle((written, timeout) -> timeout == null)
                .join());

        assertThat(names()).startsWith(List.of("a")).contains(List.of("b")).doesNotContain(List.of("late"));
    }

    @Test
    void a_write_in_progress_times_out_with_an_unknown_outcome() {
        Optional<String> detail = Optional.empty();
        while (detail.isEmpty()) {
            detail = detailOfTimeoutInGroupOfTwo();
        }

        assertThat(detail.get()).contains("send the same command id again");
    }

    /** Empty when an item timed out before the group of both was taken, as on a busy machine. */
    private Optional<String> detailOfTimeoutInGroupOfTwo() {
        List<Integer> groupSizes = Collections.synchronizedList(new ArrayList<>());
        GroupCommit<Item> groups = groups(
                group -> {
                    groupSizes.add(group.size());
                    record(group);
                },
                limits(10, 10, Duration.ofMillis(300)));
        gate.drainPermits();
        CompletableFuture<Void> first = submit(groups, new Item("a"));
        await().until(() -> groupSizes.size() == 1 || first.isDone());
        if (groupSizes.isEmpty()) {
            return Optional.empty();
        }
        CompletableFuture<Void> second = submit(groups, new Item("b"));
        CompletableFuture<Void> third = submit(groups, new Item("c"));
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> groups.queueSize() == 2 || second.isDone() || third.isDone());
        gate.release();
        if (first.handle((written, timeout) -> timeout).join() != null) {
            gate.release(2);
            return Optional.empty();
        }

        // one of the two threads writes the group and does not time out
        ProblemException timeout = (ProblemException)
                CompletableFuture.anyOf(failure(second), failure(third)).join();
        boolean isGroupOfTwo = groupSizes.equals(List.of(1, 2));
        gate.release();
        CompletableFuture.allOf(second, third).exceptionally(failed -> null).join();
        return isGroupOfTwo ? Optional.of(timeout.problem().detail()) : Optional.empty();
    }

    @Test
    void an_interrupt_ends_neither_the_wait_nor_the_write() throws Exception {
        AtomicInteger interruptedWrites = new AtomicInteger();
        GroupCommit<Item> groups = groups(
                group -> {
                    interruptedWrites.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                    record(group);
                },
                limits(10, 10, LONG));
        gate.drainPermits();
        CompletableFuture<Void> first = submit(groups, new Item("a"));
        await().until(gate::hasQueuedThreads);
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread second = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            groups.write(new Item("b"));
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        await().until(() -> groups.queueSize() == 1);
        second.interrupt();
        gate.release(2);
        first.join();

        assertThat(stillInterrupted.get()).isTrue();
        assertThat(interruptedWrites).hasValue(0);
        assertThat(names()).containsExactly(List.of("a"), List.of("b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void items_of_many_threads_are_written_exactly_once_and_one_group_at_a_time(int groupSize) {
        AtomicInteger writing = new AtomicInteger();
        AtomicInteger maxWriting = new AtomicInteger();
        Random random = new Random(20_261_123);
        GroupCommit<Item> groups = groups(
                group -> {
                    maxWriting.accumulateAndGet(writing.incrementAndGet(), Math::max);
                    written.add(group.stream().map(QueuedWrite::item).toList());
                    group.forEach(QueuedWrite::succeed);
                    writing.decrementAndGet();
                },
                limits(groupSize, MANY, LONG));
        List<CompletableFuture<Void>> all = IntStream.range(0, MANY)
                .mapToObj(i -> submit(groups, new Item("item " + i, Set.of(random.nextInt(500)))))
                .toList();

        all.forEach(CompletableFuture::join);

        List<Item> items = written.stream().flatMap(List::stream).toList();
        assertThat(items).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(maxWriting).hasValue(1);
        assertThat(groups.queueSize()).isZero();
        assertThat(written)
                .allSatisfy(group -> assertThat(group.stream().flatMap(it -> it.keys().stream()))
                        .hasSizeLessThanOrEqualTo(groupSize)
                        .doesNotHaveDuplicates());
    }

    /** The thread that writes the groups; null when the threads that submit write them. */
    @Nullable ExecutorService executor() {
        return null;
    }

    final GroupCommit<Item> groups(GroupCommit.Sink<Item> sink, Limits limits) {
        return new GroupCommit<>(sink, limits, executor());
    }

    static Limits limits(int groupSize, int queueSize, Duration timeout) {
        return new Limits(groupSize, queueSize, timeout);
    }

    private void record(List<QueuedWrite<Item>> group) {
        gate.acquireUninterruptibly();
        written.add(group.stream().map(QueuedWrite::item).toList());
        group.forEach(QueuedWrite::succeed);
    }

    /** Submits items; the first is being written, the others wait in this order. */
    private List<CompletableFuture<Void>> submitInOrder(GroupCommit<Item> groups, String... names) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String name : names) {
            int queueSize = all.isEmpty() ? 0 : groups.queueSize() + 1;
            all.add(submit(groups, new Item(name)));
            await().until(() -> groups.queueSize() == queueSize && gate.hasQueuedThreads());
        }
        return all;
    }

    /** Submits an item again if it has timed out before its write began, as on a busy machine. */
    private CompletableFuture<Void> submitUntilWriting(GroupCommit<Item> groups, Item item) {
        CompletableFuture<Void> write = submit(groups, item);
        await().until(() -> gate.hasQueuedThreads() || write.isDone());
        return write.isDone() && !gate.hasQueuedThreads() ? submitUntilWriting(groups, item) : write;
    }

    private CompletableFuture<Void> submit(GroupCommit<Item> groups, Item item) {
        return CompletableFuture.runAsync(() -> groups.write(item), threads);
    }

    private List<List<String>> names() {
        return written.stream()
                .map(group -> group.stream().map(Item::name).toList())
                .toList();
    }

    private static CompletableFuture<Object> failure(CompletableFuture<Void> write) {
        CompletableFuture<Object> failure = new CompletableFuture<>();
        write.exceptionally(failed -> {
            failure.complete(failed instanceof CompletionException wrapped ? wrapped.getCause() : failed);
            return null;
        });
        return failure;
    }

    private static void assertUnavailable(Runnable write, String words) {
        assertThatThrownBy(write::run).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.problem()).extracting(Problem::code).isEqualTo(ProblemCode.UNAVAILABLE);
            assertThat(refusal.problem().detail()).contains(words);
        });
    }
}
