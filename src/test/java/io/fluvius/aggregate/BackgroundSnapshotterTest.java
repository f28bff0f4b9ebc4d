package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When snapshots are made; here none succeeds, for the store cannot be read. */
class BackgroundSnapshotterTest {

    private final List<String> tried = new CopyOnWriteArrayList<>();
    private final CountDownLatch readable = new CountDownLatch(1);
    private final BackgroundSnapshotter snapshotter = new BackgroundSnapshotter(
            SpringAggregateSnapshotter.builder().eventStore(unreadable()), new Snapshots(new AggregateTypes(Set.of())));

    @AfterEach
    void stop() {
        readable.countDown();
        snapshotter.close();
    }

    @Test
    void a_snapshot_that_fails_is_tried_when_it_is_asked_for_again() {
        readable.countDown();
        ask("a");
        await().until(() -> tried.size() == 1);

        ask("a");

        await().until(() -> tried.size() == 2);
    }

    @Test
    void a_snapshot_that_waits_is_not_asked_for_twice_but_one_that_is_being_made_is() {
        ask("a");
        await().until(() -> tried.contains("a"));
        for (int time = 0; time < 10; time++) {
            ask("a");
            ask("b");
        }
        ask("c");
        readable.countDown();

        await().until(() -> tried.contains("c"));
        assertThat(tried).containsExactly("a", "a", "b", "c");
    }

    @Test
    void what_there_is_no_time_for_is_left_out_and_can_be_asked_for_again() {
        ask("first");
        await().until(() -> tried.contains("first"));
        for (int number = 0; number <= 1_000; number++) {
            ask("user-" + number);
        }
        readable.countDown();
        await().until(() -> tried.size() == 1 + 1_000);
        assertThat(tried).doesNotContain("user-1000");

        ask("user-1000");

        await().until(() -> tried.contains("user-1000"));
    }

    @Test
    void nothing_is_made_before_the_commit() {
        readable.countDown();
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        ask("a");
        work.onCommit(committing -> assertThat(tried).isEmpty());
        work.commit();

        await().until(() -> tried.contains("a"));
    }

    @Test
    void nothing_is_made_after_a_rollback() {
        readable.countDown();
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        ask("a");
        work.rollback();
        ask("b");

        await().until(() -> tried.contains("b"));
        assertThat(tried).containsExactly("b");
    }

    @Test
    void closing_waits_for_the_snapshot_that_is_being_made_and_for_no_other() {
        ask("a");
        ask("b");
        await().until(() -> tried.contains("a"));
        Thread closing = Thread.startVirtualThread(snapshotter::close);
        await().until(() ->
                closing.getState() == Thread.State.WAITING || closing.getState() == Thread.State.TIMED_WAITING);
        readable.countDown();

        await().until(() -> !closing.isAlive());
        assertThat(tried).containsExactly("a");
    }

    private void ask(String identifier) {
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
