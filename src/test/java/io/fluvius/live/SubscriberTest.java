package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.view.Operator;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.progress.Position;
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
    private final Subscriber<Note> subscriber = new Subscriber<>(NoteDomain.VIEW, milk, CAPACITY);

    @Test
    void it_gets_what_passes_its_filter_in_order() throws InterruptedException {
        offer("milk", "bread", "more milk");

        assertThat(texts()).containsExactly("milk", "more milk");
        assertThat(subscriber.state()).isEqualTo(Subscriber.State.OPEN);
    }

    @Test
    void it_holds_as_much_as_it_may() throws InterruptedException {
        offer("milk 1", "milk 2", "milk 3");

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.OPEN);
        assertThat(texts()).hasSize(CAPACITY);
    }

    @Test
    void one_that_overflows_is_emptied_and_gets_nothing_more() throws InterruptedException {
        offer("milk 1", "milk 2", "milk 3", "milk 4");

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.LOST);
        offer("milk 5");
        assertThat(texts()).isEmpty();
    }

    @Test
    void what_does_not_concern_it_fills_nothing() throws InterruptedException {
        offer("milk 1", "bread", "bread", "bread", "milk 2", "milk 3");

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.OPEN);
    }

    @Test
    void nothing_comes_in_that_time() throws InterruptedException {
        assertThat(subscriber.take(Duration.ZERO)).isNull();
        assertThat(subscriber.take(Duration.ofMillis(1))).isNull();
    }

    @Test
    void who_waits_is_woken_by_the_next_one() throws Exception {
        CompletableFuture<MatchedChange<Note>> taken = taking();

        offer("milk");

        assertThat(taken.get().row()).extracting(Note::text).isEqualTo("milk");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "CLOSED"})
    void who_waits_is_woken_by_the_end(Subscriber.State end) throws ExecutionException, InterruptedException {
        CompletableFuture<MatchedChange<Note>> taken = taking();

        subscriber.end(end);

        assertThat(taken.get()).isNull();
        assertThat(subscriber.state()).isEqualTo(end);
    }

    @Test
    void a_closed_one_stays_closed() {
        subscriber.end(Subscriber.State.CLOSED);
        subscriber.end(Subscriber.State.LOST);

        assertThat(subscriber.state()).isEqualTo(Subscriber.State.CLOSED);
    }

    /** A take that waits already. */
    private CompletableFuture<MatchedChange<Note>> taking() {
        CompletableFuture<MatchedChange<Note>> taken = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().daemon().start(() -> {
            try {
                taken.complete(subscriber.take(LONG));
            } catch (InterruptedException stopped) {
                taken.completeExceptionally(stopped);
            }
        });
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        return taken;
    }

    private void offer(String... texts) {
        for (String text : texts) {
            UUID id = UUID.randomUUID();
            Note note = new Note(id, text, 0);
            subscriber.offer(new RowTransition<>(id, 0, new Position(1), null, note, StreamPositionTest.place(1)));
        }
    }

    private List<String> texts() throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (var seen = subscriber.take(Duration.ZERO); seen != null; seen = subscriber.take(Duration.ZERO)) {
            texts.add(seen.row() == null ? "removed" : seen.row().text());
        }
        return texts;
    }
}
