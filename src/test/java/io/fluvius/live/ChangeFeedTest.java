package io.fluvius.live;

import static io.fluvius.live.NoteDomain.created;
import static io.fluvius.live.NoteDomain.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.Position;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.ViewType;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.live.NoteDomain.NoteEvent;
import io.fluvius.query.Filter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int BUFFER = 8;

    private final ChangeFeedFixture notes = new ChangeFeedFixture(BUFFER, 100);
    private final ChangeFeed feed = notes.feed;

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void each_subscriber_receives_every_change_after_the_position_it_subscribed_at() throws InterruptedException {
        notes.publish(created(UUID.randomUUID(), "before"));
        Subscriber<Note> first = subscriber();
        Position start = feed.subscribe(first);
        notes.publish(created(UUID.randomUUID(), "milk"));
        assertThat(next(first)).isEqualTo("milk 2");

        Subscriber<Note> second = subscriber();
        assertThat(feed.subscribe(second)).isEqualTo(new Position(2));
        notes.publish(created(UUID.randomUUID(), "bread"));

        assertThat(start).isEqualTo(new Position(1));
        assertThat(next(first)).isEqualTo("bread 3");
        assertThat(next(second)).isEqualTo("bread 3");
    }

    @Test
    void an_index_without_an_event_delays_no_change() throws InterruptedException {
        notes.store.failToAppend();
        notes.publish(created(UUID.randomUUID(), "milk"));
        Subscriber<Note> subscriber = subscriber();
        assertThat(feed.subscribe(subscriber)).isEqualTo(new Position(2));

        notes.store.failToAppend();
        notes.publish(created(UUID.randomUUID(), "bread"));

        assertThat(next(subscriber)).isEqualTo("bread 4");
    }

    @Test
    void a_change_is_published_once_the_state_includes_it() throws InterruptedException {
        Subscriber<Note> subscriber = subscriber();
        feed.subscribe(subscriber);

        notes.store.append(created(UUID.randomUUID(), "milk"));

        assertThat(subscriber.take(Duration.ofMillis(200))).isNull();
        notes.project();
        assertThat(next(subscriber)).isEqualTo("milk 1");
    }

    @Test
    void a_buffer_overflow_affects_only_its_subscriber() throws InterruptedException {
        Subscriber<Note> slow = subscriber();
        Subscriber<Note> fast = subscriber();
        feed.subscribe(slow);
        feed.subscribe(fast);

        for (int i = 1; i <= 5 * BUFFER; i++) {
            notes.publish(created(UUID.randomUUID(), "milk"));
            assertThat(next(fast)).isEqualTo("milk " + i);
        }

        assertThat(slow.state()).isEqualTo(Subscriber.State.OUT_OF_SYNC);
        assertThat(fast.state()).isEqualTo(Subscriber.State.OPEN);
    }

    @Test
    void an_event_that_cannot_be_applied_is_skipped() throws InterruptedException {
        Subscriber<Note> subscriber = subscriber();
        feed.subscribe(subscriber);
        UUID id = UUID.randomUUID();
        notes.store.append(event(0, new NoteEvent.Unprojectable(id)));
        notes.store.append(created(UUID.randomUUID(), "milk"));
        notes.skip(1);
        notes.project();

        assertThat(next(subscriber)).isEqualTo("milk 2");
    }

    @Test
    void events_are_read_only_while_there_are_subscribers() throws InterruptedException {
        Subscriber<Note> first = subscriber();
        feed.subscribe(first);
        await().until(() -> notes.store.openStreams() == 1);
        feed.unsubscribe(first);
        notes.publish(created(UUID.randomUUID(), "milk"));

        await().until(() -> notes.store.openStreams() == 0);
        assertThat(feed.subscriberCount()).isZero();

        notes.publish(created(UUID.randomUUID(), "bread"));
        Subscriber<Note> second = subscriber();
        assertThat(feed.subscribe(second)).isEqualTo(new Position(2));
        notes.publish(created(UUID.randomUUID(), "butter"));
        assertThat(next(second)).isEqualTo("butter 3");
    }

    @Test
    void a_failed_store_puts_every_subscriber_out_of_sync() throws InterruptedException {
        Subscriber<Note> before = subscriber();
        feed.subscribe(before);
        await().until(() -> notes.store.openStreams() == 1);

        notes.store.fail(1);
        notes.store.raise();

        await().until(() -> before.state() == Subscriber.State.OUT_OF_SYNC);
        assertThat(feed.subscriberCount()).isZero();
        notes.publish(created(UUID.randomUUID(), "meanwhile"));
        Subscriber<Note> again = subscriber();
        assertThat(feed.subscribe(again)).isEqualTo(new Position(1));
        notes.publish(created(UUID.randomUUID(), "milk"));
        assertThat(next(again)).isEqualTo("milk 2");
    }

    @Test
    void a_closed_feed_ends_all_subscribers() {
        Subscriber<Note> before = subscriber();
        feed.subscribe(before);
        await().until(() -> notes.store.openStreams() == 1);

        feed.close();

        assertThat(before.state()).isEqualTo(Subscriber.State.CLOSED);
        await().until(() -> notes.store.openStreams() == 0);
        Subscriber<Note> late = subscriber();
        feed.subscribe(late);
        assertThat(late.state()).isEqualTo(Subscriber.State.CLOSED);
    }

    /** The feed passes events of a view without subscribers while subscribers to it come and go. */
    @Test
    void the_first_subscriber_to_a_view_misses_no_change() throws InterruptedException {
        notes.publish(created(UUID.randomUUID(), "the first"));
        feed.subscribe(new Subscriber<>(ViewType.of("other", Other.class), Tenant.MAIN, Filter.ALL, BUFFER));
        AtomicBoolean stopped = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!stopped.get()) {
                notes.publish(created(UUID.randomUUID(), "milk"));
            }
        });

        try {
            for (int i = 0; i < 300; i++) {
                Subscriber<Note> subscriber = new Subscriber<>(NoteDomain.VIEW, Tenant.MAIN, Filter.ALL, 10_000);
                Position start = feed.subscribe(subscriber);
                assertThat(next(subscriber)).isEqualTo("milk " + (start.index() + 1));
                feed.unsubscribe(subscriber);
            }
        } finally {
            stopped.set(true);
            writer.join();
        }
    }

    /** A view without events. */
    private record Other(
            UUID id, @Stamped(Stamped.With.VERSION) long version) {}

    private static Subscriber<Note> subscriber() {
        return new Subscriber<>(NoteDomain.VIEW, Tenant.MAIN, Filter.ALL, BUFFER);
    }

    private static String next(Subscriber<Note> subscriber) throws InterruptedException {
        RowTransition<Note> change = subscriber.take(LONG);
        return change == null ? "nothing" : change.after().text() + " " + change.position();
    }
}
