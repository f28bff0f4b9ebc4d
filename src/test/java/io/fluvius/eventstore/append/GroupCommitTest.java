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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupCommitTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** The groups in the order in which they were written. */
    private final List<List<Piece>> written = Collections.synchronizedList(new ArrayList<>());
    /** As many groups may be written. */
    private final Semaphore gate = new Semaphore(1_000_000);

    private record Piece(String name, Set<?> keys) implements GroupCommit.Work {

        Piece(String name) {
            this(name, Set.of());
        }
    }

    @AfterEach
    void close() {
        gate.release(1_000);
        threads.close();
    }

    @Test
    void whoever_comes_alone_writes_at_once_and_on_its_own_thread() {
        List<Thread> writing = new ArrayList<>();
        GroupCommit<Piece> groups = groups(
                group -> {
                    writing.add(Thread.currentThread());
                    group.forEach(QueuedWrite::succeed);
                },
                limits(1, 10, 10, LONG));

        groups.write(new Piece("a"));

        assertThat(writing).containsExactly(Thread.currentThread());
    }

    @Test
    void those_who_come_while_somebody_writes_are_written_together_in_their_order() {
        GroupCommit<Piece> groups = groups(this::note, limits(1, 10, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "b", "c", "d");

        gate.release(2);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void a_group_has_no_more_than_its_limit() {
        GroupCommit<Piece> groups = groups(this::note, limits(1, 2, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "b", "c", "d");

        gate.release(3);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }

    @Test
    void of_work_with_a_key_in_common_one_goes_after_the_other() {
        GroupCommit<Piece> groups = groups(this::note, limits(1, 10, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = new ArrayList<>(submitInOrder(groups, "first"));
        all.add(submit(groups, new Piece("x1", Set.of("x"))));
        await().until(() -> groups.waiting() == 1);
        all.add(submit(groups, new Piece("x2 and y", Set.of("x", "y"))));
        await().until(() -> groups.waiting() == 2);
        all.add(submit(groups, new Piece("y2", Set.of("y"))));
        await().until(() -> groups.waiting() == 3);
        all.add(submit(groups, new Piece("z", Set.of("z"))));
        await().until(() -> groups.waiting() == 4);

        gate.release(4);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("first"), List.of("x1", "z"), List.of("x2 and y"), List.of("y2"));
    }

    @Test
    void each_is_told_its_own_end() {
        GroupCommit<Piece> groups = groups(
                group -> {
                    gate.acquireUninterruptibly();
                    for (QueuedWrite<Piece> ticket : group) {
                        if (ticket.work().name().startsWith("bad")) {
                            ticket.fail(new IllegalStateException(ticket.work().name()));
                        } else {
                            ticket.succeed();
                        }
                    }
                },
                limits(1, 10, 10, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "bad b", "c", "bad d");
        gate.release(2);

        assertThat(all.get(0)).succeedsWithin(LONG);
        assertThat(all.get(2)).succeedsWithin(LONG);
        assertThatThrownBy(() -> all.get(1).join()).hasRootCauseMessage("bad b");
        assertThatThrownBy(() -> all.get(3).join()).hasRootCauseMessage("bad d");
    }

    @Test
    void a_writer_that_throws_fails_those_whom_it_told_nothing() {
        GroupCommit<Piece> groups = groups(
                group -> {
                    throw new IllegalStateException("broken");
                },
                limits(1, 10, 10, LONG));

        assertThatThrownBy(() -> groups.write(new Piece("a"))).hasMessage("broken");
        assertThatThrownBy(() -> groups.write(new Piece("b"))).hasMessage("broken");
    }

    @Test
    void a_writer_that_forgets_somebody_is_found_out() {
        GroupCommit<Piece> groups = groups(group -> {}, limits(1, 10, 10, LONG));

        assertThatThrownBy(() -> groups.write(new Piece("a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void more_than_can_wait_are_sent_away() {
        GroupCommit<Piece> groups = groups(this::note, limits(1, 10, 2, LONG));
        gate.drainPermits();
        List<CompletableFuture<Void>> all = submitInOrder(groups, "a", "b", "c");

        assertUnavailable(() -> groups.write(new Piece("d")), "nothing was done");
        gate.release(2);
        all.forEach(CompletableFuture::join);

        assertThat(names()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void who_has_waited_too_long_is_not_written_any_more() {
        GroupCommit<Piece> groups = groups(this::note, limits(1, 10, 10, SHORT));
        gate.drainPermits();
        CompletableFuture<Void> writing = submit(groups, new Piece("a"));
        await().until(gate::hasQueuedThreads);

        assertUnavailable(() -> groups.write(new Piece("late")), "nothing was done");
        gate.release(2);
        writing.join();
        groups.write(new Piece("b"));

        assertThat(names()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void nobody_says_that_what_is_being_written_has_failed() {
        CountDownLatch taken = new CountDownLatch(2);
        GroupCommit<Piece> groups = groups(
                group -> {
                    group.forEach(it -> taken.countDown());
                    gate.acquireUninterruptibly();
                    group.forEach(QueuedWrite::succeed);
                },
                limits(1, 10, 10, Duration.ofMillis(300)));
        gate.drainPermits();
        CompletableFuture<Void> first = submit(groups, new Piece("a"));
        await().until(() -> taken.getCount() == 1);
        CompletableFuture<Void> writer = submit(groups, new Piece("b"));
        CompletableFuture<Void> waiting = submit(groups, new Piece("c"));
        await().until(() -> groups.waiting() == 2);
        gate.release();
        first.join();

        // one of the two writes for both, and stays in it
        CompletableFuture<Object> either = CompletableFuture.anyOf(failure(writer), failure(waiting));
        assertThat(((ProblemException) either.join()).problem().detail()).contains("the same command id asks");
    }

    @Test
    void an_interrupt_ends_neither_the_wait_nor_what_is_written() throws Exception {
        AtomicInteger interruptedWriters = new AtomicInteger();
        GroupCommit<Piece> groups = groups(
                group -> {
                    interruptedWriters.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                    note(group);
                },
                limits(1, 10, 10, LONG));
        gate.drainPermits();
        CompletableFuture<Void> first = submit(groups, new Piece("a"));
        await().until(gate::hasQueuedThreads);
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread second = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            groups.write(new Piece("b"));
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        await().until(() -> groups.waiting() == 1);
        second.interrupt();
        gate.release(2);
        first.join();

        assertThat(stillInterrupted.get()).isTrue();
        assertThat(interruptedWriters).hasValue(0);
        assertThat(names()).containsExactly(List.of("a"), List.of("b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void many_threads_are_all_written_once_and_at_most_so_many_groups_at_once(int writers) throws Exception {
        AtomicInteger writing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Random random = new Random(20_261_123);
        GroupCommit<Piece> groups = groups(
                group -> {
                    most.accumulateAndGet(writing.incrementAndGet(), Math::max);
                    written.add(group.stream().map(QueuedWrite::work).toList());
                    group.forEach(QueuedWrite::succeed);
                    writing.decrementAndGet();
                },
                limits(writers, 16, 10_000, LONG));
        List<CompletableFuture<Void>> all = IntStream.range(0, 20_000)
                .mapToObj(i -> submit(groups, new Piece("p" + i, Set.of(random.nextInt(500)))))
                .toList();

        all.forEach(CompletableFuture::join);

        List<Piece> pieces = written.stream().flatMap(List::stream).toList();
        assertThat(pieces).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(most).hasValueLessThanOrEqualTo(writers);
        assertThat(groups.waiting()).isZero();
        assertThat(written)
                .allSatisfy(group -> assertThat(group.stream().flatMap(it -> it.keys().stream()))
                        .doesNotHaveDuplicates());
    }

    private GroupCommit<Piece> groups(GroupCommit.Writer<Piece> writer, Limits limits) {
        return new GroupCommit<>(writer, limits);
    }

    private static Limits limits(int writers, int group, int queue, Duration timeout) {
        return new Limits(writers, group, queue, timeout);
    }

    private void note(List<QueuedWrite<Piece>> group) {
        gate.acquireUninterruptibly();
        written.add(group.stream().map(QueuedWrite::work).toList());
        group.forEach(QueuedWrite::succeed);
    }

    /** The first one is being written, the others wait in this order. */
    private List<CompletableFuture<Void>> submitInOrder(GroupCommit<Piece> groups, String... names) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String name : names) {
            int waiting = all.isEmpty() ? 0 : groups.waiting() + 1;
            all.add(submit(groups, new Piece(name)));
            await().until(() -> groups.waiting() == waiting && gate.hasQueuedThreads());
        }
        return all;
    }

    private CompletableFuture<Void> submit(GroupCommit<Piece> groups, Piece piece) {
        return CompletableFuture.runAsync(() -> groups.write(piece), threads);
    }

    private List<List<String>> names() {
        return written.stream()
                .map(group -> group.stream().map(Piece::name).toList())
                .toList();
    }

    private static CompletableFuture<Object> failure(CompletableFuture<Void> work) {
        CompletableFuture<Object> failure = new CompletableFuture<>();
        work.exceptionally(failed -> {
            failure.complete(failed instanceof CompletionException wrapped ? wrapped.getCause() : failed);
            return null;
        });
        return failure;
    }

    private static void assertUnavailable(Runnable work, String words) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.problem()).extracting(Problem::code).isEqualTo(ProblemCode.UNAVAILABLE);
            assertThat(refusal.problem().detail()).contains(words);
        });
    }
}
