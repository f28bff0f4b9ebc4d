package io.fluvius.aggregate;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fluvius.personal.PersonalKeys;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When snapshots are created. None succeeds here, because the store cannot be read. */
class BackgroundSnapshotterTest {

    private final List<String> tried = new CopyOnWriteArrayList<>();
    private final CountDownLatch readable = new CountDownLatch(1);
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicLong processorTime = new AtomicLong();
    private final BackgroundSnapshotter snapshotter = new BackgroundSnapshotter(
            SpringAggregateSnapshotter.builder().eventStore(unreadable()),
            new Snapshots(new AggregateTypes(Set.of()), new PersonalStates(Set.of(), PersonalKeys.none())),
            nanoTime::get,
            processorTime::get);

    @AfterEach
    void stop() {
        readable.countDown();
        snapshotter.close();
    }

    @Test
    void a_snapshot_that_failed_is_tried_again_when_scheduled_again() {
        readable.countDown();
        schedule("a");
        await().until(() -> tried.size() == 1);

        schedule("a");

        await().until(() -> tried.size() == 2);
    }

    @Test
    void a_queued_snapshot_is_not_queued_twice_but_one_in_progress_is() {
        schedule("a");
        await().until(() -> tried.contains("a"));
        for (int time = 0; time < 10; time++) {
            schedule("a");
            schedule("b");
        }
        schedule("c");
        readable.countDown();

        await().until(() -> tried.contains("c"));
        assertThat(tried).containsExactly("a", "a", "b", "c");
    }

    @Test
    void after_the_snapshot_of_a_large_aggregate_it_rests_and_others_do_not() {
        schedule("a");
        await().until(() -> tried.contains("a"));
        schedule("a");
        schedule("b");
        processorTime.set(MILLISECONDS.toNanos(20));
        readable.countDown();
        await().until(() -> tried.contains("b"));
        assertThat(tried).containsExactly("a", "b");

        nanoTime.set(MILLISECONDS.toNanos(20 * 20));

        await().until(() -> tried.size() == 3);
        assertThat(tried).endsWith("a");
    }

    @Test
    void after_the_snapshot_of_a_small_aggregate_it_does_not_rest() {
        schedule("a");
        await().until(() -> tried.contains("a"));
        schedule("a");
        schedule("b");
        processorTime.set(MILLISECONDS.toNanos(19));
        readable.countDown();

        await().until(() -> tried.contains("b"));
        assertThat(tried).containsExactly("a", "a", "b");
    }

    @Test
    void a_snapshot_that_does_not_fit_into_the_queue_is_dropped_and_can_be_scheduled_again() {
        schedule("first");
        await().until(() -> tried.contains("first"));
        for (int number = 0; number <= 1_000; number++) {
            schedule("user-" + number);
        }
        readable.countDown();
        await().until(() -> tried.size() == 1 + 1_000);
        assertThat(tried).doesNotContain("user-1000");

        schedule("user-1000");

        await().until(() -> tried.contains("user-1000"));
    }

    @Test
    void no_snapshot_is_created_before_the_commit() {
        readable.countDown();
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        schedule("a");
        work.onCommit(committing -> assertThat(tried).isEmpty());
        work.commit();

        await().until(() -> tried.contains("a"));
    }

    @Test
    void no_snapshot_is_created_after_a_rollback() {
        readable.countDown();
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        schedule("a");
        work.rollback();
        schedule("b");

        await().until(() -> tried.contains("b"));
        assertThat(tried).containsExactly("b");
    }

    @Test
    void closing_waits_for_the_snapshot_in_progress_and_drops_the_others() {
        schedule("a");
        schedule("b");
        await().until(() -> tried.contains("a"));
        Thread closing = Thread.startVirtualThread(snapshotter::close);
        await().until(() ->
                closing.getState() == Thread.State.WAITING || closing.getState() == Thread.State.TIMED_WAITING);
        readable.countDown();

        await().until(() -> !closing.isAlive());
        assertThat(tried).containsExactly("a");
    }

    private void schedule(String identifier) {
        snapshotter.scheduleSnapshot(String.class, identifier);
    }

    private EventStore unreadable() {
        EventStore store = mock(EventStore.class);
        when(store.readEvents(anyString())).thenAnswer(reading -> {
            tried.add(reading.getArgument(0));
            readable.await();
            throw new EventStoreException("The store cannot be read");
        });
        return store;
    }
}
