package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.Operator;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.query.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriberTest {

    private static final int CAPACITY = 3;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Filter milk =
            new Filter.Compare(NoteDomain.VIEW.field("text").orElseThrow(), Operator.HAS, List.of("milk"));
    private final Subscriber<Note> subscriber = new Subscriber<>(NoteDomain.VIEW, Tenant.MAIN, milk, CAPACITY);

    @Test
    void it_receives_the_changes_that_its_filter_matches_in_order() throws InterruptedException {
        offer("milk", "bread", "more milk");

        assertThat(texts()).containsExactly("milk", "more milk");
        assertThat(subscriber.state()).isEqualTo(Subscriber.State.OPEN);
    }

    @Test
    void it_buffers_changes_up_to_its_capacity() throws InterruptedException {
        offer("milk 1", "milk 2", "milk 3");

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.OPEN);
        assertThat(texts()).hasSize(CAPACITY);
    }

    @Test
    void an_overflow_clears_the_buffer_and_ends_the_subscriber() throws InterruptedException {
        offer("milk 1", "milk 2", "milk 3", "milk 4");

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.OUT_OF_SYNC);
        offer("milk 5");
        assertThat(texts()).isEmpty();
    }

    @Test
    void a_change_that_does_not_match_takes_no_space() throws InterruptedException {
        offer("milk 1", "bread", "bread", "bread", "milk 2", "milk 3");

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.OPEN);
    }

    @Test
    void take_returns_null_after_the_timeout() throws InterruptedException {
        assertThat(subscriber.take(Duration.ZERO)).isNull();
        assertThat(subscriber.take(Duration.ofMillis(1))).isNull();
    }

    @Test
    void a_waiting_take_returns_the_next_change() throws Exception {
        CompletableFuture<RowTransition<Note>> taken = waitingTake();

        offer("milk");

        assertThat(taken.get().after()).extracting(Note::text).isEqualTo("milk");
    }

    @ParameterizedTest
    @EnumSource(names = {"OUT_OF_SYNC", "CLOSED"})
    void a_waiting_take_returns_when_the_subscriber_ends(Subscriber.State end)
            throws ExecutionException, InterruptedException {
        CompletableFuture<RowTransition<Note>> taken = waitingTake();

        subscriber.end(end);

        assertThat(taken.get()).isNull();
        assertThat(subscriber.state()).isEqualTo(end);
    }

    @Test
    void a_closed_subscriber_remains_closed() {
        subscriber.end(Subscriber.State.CLOSED);
        subscriber.end(Subscriber.State.OUT_OF_SYNC);

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.CLOSED);
    }

    /** Starts a take and returns once it waits. */
    private CompletableFuture<RowTransition<Note>> waitingTake() {
        CompletableFuture<RowTransition<Note>> taken = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            try {
                taken.complete(subscriber.take(LONG));
            } catch (InterruptedException interrupted) {
                taken.completeExceptionally(interrupted);
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        return taken;
    }

    private void offer(String... texts) {
        for (String text : texts) {
            UUID id = UUID.randomUUID();
            Note note = new Note(id, text, 0);
            subscriber.offer(List.of(new RowTransition<>(id, id, 0, null, note, new Position(1), new Position(1))));
        }
    }

    private List<String> texts() throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (var change = subscriber.take(Duration.ZERO); change != null; change = subscriber.take(Duration.ZERO)) {
            texts.add(change.after() == null ? "removed" : change.after().text());
        }
        return texts;
    }
}
