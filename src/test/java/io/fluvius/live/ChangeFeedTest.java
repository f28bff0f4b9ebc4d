package io.fluvius.live;

import static io.fluvius.live.NoteDomain.event;
import static io.fluvius.live.NoteDomain.rewritten;
import static io.fluvius.live.NoteDomain.written;
import static io.fluvius.live.StreamPositionTest.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.Stamped;
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
    void stop() {
        feed.close();
    }

    @Test
    void every_follower_is_told_of_each_event_from_where_it_joined() throws InterruptedException {
        notes.tell(written(UUID.randomUUID(), "before"));
        Subscriber<Note> first = subscriber();
        StreamPosition joined = feed.join(first);
        notes.tell(written(UUID.randomUUID(), "milk"));
        assertThat(next(first)).isEqualTo("milk 2");

        Subscriber<Note> second = subscriber();
        assertThat(feed.join(second)).isEqualTo(place(2));
        notes.tell(written(UUID.randomUUID(), "bread"));

        assertThat(joined).isEqualTo(place(1));
        assertThat(next(first)).isEqualTo("bread 3");
        assertThat(next(second)).isEqualTo("bread 3");
    }

    @Test
    void an_event_that_is_committed_late_is_told_when_it_is() throws InterruptedException {
        UUID early = UUID.randomUUID();
        long late = notes.store.reserve();
        notes.tell(written(early, "milk"));
        Subscriber<Note> subscriber = subscriber();
        assertThat(feed.join(subscriber)).isEqualTo(place(2, late));

        notes.tell(rewritten(early, 1, "bread"));
        assertThat(next(subscriber)).isEqualTo("bread 3-1");
        notes.store.commit(late, written(UUID.randomUUID(), "late"));
        notes.project();

        assertThat(next(subscriber)).isEqualTo("late 3");
    }

    @Test
    void nobody_is_told_before_state_includes_the_event() throws InterruptedException {
        Subscriber<Note> subscriber = subscriber();
        feed.join(subscriber);

        notes.store.append(written(UUID.randomUUID(), "milk"));

        assertThat(subscriber.take(Duration.ofMillis(200))).isNull();
        notes.project();
        assertThat(next(subscriber)).isEqualTo("milk 1");
    }

    @Test
    void one_who_is_slow_is_lost_and_the_others_are_not() throws InterruptedException {
        Subscriber<Note> slow = subscriber();
        Subscriber<Note> quick = subscriber();
        feed.join(slow);
        feed.join(quick);

        for (int i = 1; i <= 5 * BUFFER; i++) {
            notes.tell(written(UUID.randomUUID(), "milk"));
            assertThat(next(quick)).isEqualTo("milk " + i);
        }

        assertThat(slow.state()).isEqualTo(Subscriber.State.LOST);
        assertThat(quick.state()).isEqualTo(Subscriber.State.OPEN);
    }

    @Test
    void an_event_that_cannot_be_applied_is_passed_over() throws InterruptedException {
        Subscriber<Note> subscriber = subscriber();
        feed.join(subscriber);
        UUID id = UUID.randomUUID();
        notes.store.append(event(0, new NoteEvent.Smeared(id)));
        notes.store.append(written(UUID.randomUUID(), "milk"));
        notes.skip(1);
        notes.project();

        assertThat(next(subscriber)).isEqualTo("milk 2");
    }

    @Test
    void events_are_read_only_while_somebody_follows() throws InterruptedException {
        Subscriber<Note> first = subscriber();
        feed.join(first);
        await().until(() -> notes.store.waiting() == 1);
        feed.leave(first);
        notes.tell(written(UUID.randomUUID(), "milk"));

        await().until(() -> notes.store.waiting() == 0);
        assertThat(feed.followers()).isZero();

        notes.tell(written(UUID.randomUUID(), "bread"));
        Subscriber<Note> second = subscriber();
        assertThat(feed.join(second)).isEqualTo(place(2));
        notes.tell(written(UUID.randomUUID(), "butter"));
        assertThat(next(second)).isEqualTo("butter 3");
    }

    @Test
    void when_the_store_fails_everybody_begins_again() throws InterruptedException {
        Subscriber<Note> before = subscriber();
        feed.join(before);
        await().until(() -> notes.store.waiting() == 1);

        notes.store.fail(1);
        notes.store.raise();

        await().until(() -> before.state() == Subscriber.State.LOST);
        assertThat(feed.followers()).isZero();
        notes.tell(written(UUID.randomUUID(), "meanwhile"));
        Subscriber<Note> again = subscriber();
        assertThat(feed.join(again)).isEqualTo(place(1));
        notes.tell(written(UUID.randomUUID(), "milk"));
        assertThat(next(again)).isEqualTo("milk 2");
    }

    @Test
    void when_it_is_closed_nobody_follows_any_more() {
        Subscriber<Note> before = subscriber();
        feed.join(before);
        await().until(() -> notes.store.waiting() == 1);

        feed.close();

        assertThat(before.state()).isEqualTo(Subscriber.State.CLOSED);
        await().until(() -> notes.store.waiting() == 0);
        Subscriber<Note> late = subscriber();
        feed.join(late);
        assertThat(late.state()).isEqualTo(Subscriber.State.CLOSED);
    }

    /** While events that nobody follows rush by, those that somebody begins to follow are all told. */
    @Test
    void who_is_the_first_to_follow_a_view_misses_nothing() throws InterruptedException {
        notes.tell(written(UUID.randomUUID(), "the first"));
        feed.join(new Subscriber<>(ViewType.of("other", Other.class), Filter.ALL, BUFFER));
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                notes.tell(written(UUID.randomUUID(), "milk"));
            }
        });

        try {
            for (int i = 0; i < 300; i++) {
                Subscriber<Note> subscriber = new Subscriber<>(NoteDomain.VIEW, Filter.ALL, 10_000);
                StreamPosition joined = feed.join(subscriber);
                assertThat(next(subscriber)).isEqualTo("milk " + (joined.index() + 1));
                feed.leave(subscriber);
            }
        } finally {
            enough.set(true);
            writer.join();
        }
    }

    /** Another view than that of the notes. */
    private record Other(
            UUID id, @Stamped(Stamped.With.VERSION) long version) {}

    private static Subscriber<Note> subscriber() {
        return new Subscriber<>(NoteDomain.VIEW, Filter.ALL, BUFFER);
    }

    private static String next(Subscriber<Note> subscriber) throws InterruptedException {
        MatchedChange<Note> seen = subscriber.take(LONG);
        return seen == null ? "nothing" : seen.row().text() + " " + seen.place();
    }
}
