package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread writes the groups of virtual threads. */
class GroupCommitOnThreadTest extends GroupCommitTest {

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("writer").factory());

    @Override
    ExecutorService executor() {
        return thread;
    }

    @AfterEach
    void stop() {
        thread.shutdown();
    }

    @Test
    void a_virtual_thread_writes_nothing_itself() throws InterruptedException {
        List<String> writing = Collections.synchronizedList(new ArrayList<>());
        GroupCommit<Item> groups = groups(
                group -> {
                    writing.add(Thread.currentThread().getName());
                    group.forEach(QueuedWrite::succeed);
                },
                limits(10, 10, LONG));

        Thread.ofVirtual().start(() -> groups.write(new Item("a"))).join();

        assertThat(writing).containsExactly("writer");
    }

    @Test
    void when_the_thread_has_stopped_the_failure_is_that_of_the_sink() throws InterruptedException {
        GroupCommit<Item> groups = groups(
                group -> {
                    throw new IllegalStateException("closed");
                },
                limits(10, 10, LONG));
        thread.close();
        List<Throwable> failures = new ArrayList<>();

        Thread.ofVirtual()
                .start(() ->
                        assertThatThrownBy(() -> groups.write(new Item("a"))).satisfies(failures::add))
                .join();

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("closed"));
    }
}
