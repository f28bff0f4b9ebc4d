package io.fluvius.live;

import static io.fluvius.live.NoteDomain.event;
import static io.fluvius.live.NoteDomain.rewritten;
import static io.fluvius.live.NoteDomain.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.view.Operator;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.live.NoteDomain.NoteEvent;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeFeedSubscriptionsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Filter MILK =
            new Filter.Compare(NoteDomain.VIEW.field("text").orElseThrow(), Operator.HAS, List.of("milk"));
    private static final int BUFFER = 8;
    private static final int MISSED = 20;

    private final ChangeFeedFixture notes = new ChangeFeedFixture(BUFFER, MISSED);

    @AfterEach
    void stop() {
        notes.stop();
    }

    @Test
    void the_state_comes_first_in_parts_by_identifier() throws InterruptedException {
        for (int i = 0; i < 7; i++) {
            notes.tell(written(UUID.randomUUID(), "milk"));
            notes.tell(written(UUID.randomUUID(), "bread"));
        }

        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            List<Change.State<Note>> parts = List.of(state(following), state(following), state(following));

            assertThat(parts).extracting(Change.State::begins).containsExactly(true, false, false);
            assertThat(parts).extracting(Change.State::complete).containsExactly(false, false, true);
            assertThat(parts).extracting(Change.State::resumeToken).containsExactly(null, null, "14");
            assertThat(parts.stream().flatMap(part -> part.rows().stream())).isEqualTo(notes.rows(MILK));
            assertThat(following.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void a_state_without_rows_is_told_too() throws InterruptedException {
        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            assertThat(state(following)).isEqualTo(new Change.State<Note>(List.of(), true, true, "-1"));
        }
    }

    @Test
    void what_is_in_the_state_already_is_not_told_again() throws InterruptedException {
        UUID id = UUID.randomUUID();
        notes.tell(written(id, "milk"));
        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            notes.tell(rewritten(id, 1, "more milk"));

            assertThat(state(following).rows()).containsExactly(new Note(id, "more milk", 1));
            notes.tell(rewritten(id, 2, "no milk"));
            assertThat(next(following)).isEqualTo(new Change.Changed<>(new Note(id, "no milk", 2), "3"));
        }
    }

    @Test
    void a_state_that_is_ahead_of_the_feed_has_no_place_nor_has_a_change_behind_it() throws InterruptedException {
        UUID told = UUID.fromString("00000000-0000-7000-8000-000000000000");
        UUID included = UUID.fromString("00000000-0000-7000-8000-000000000001");
        notes.tell(written(told, "milk"));
        notes.tell(written(included, "milk"));
        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            notes.store.append(rewritten(told, 1, "milk told"));
            notes.store.append(rewritten(included, 1, "milk included"));
            // one segment is faster than the other one
            notes.project(ChangeFeedFixture.segment(included));

            assertThat(state(following).resumeToken()).isNull();
            notes.project();
            assertThat(next(following)).isEqualTo(new Change.Changed<>(new Note(told, "milk told", 1), null));
            notes.tell(rewritten(told, 2, "milk at last"));
            assertThat(next(following)).isEqualTo(new Change.Changed<>(new Note(told, "milk at last", 2), "5"));
        }
    }

    @Test
    void who_comes_back_is_told_what_it_missed() throws InterruptedException {
        UUID id = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        notes.tell(written(id, "milk"));
        String place = placeOfState();
        notes.tell(rewritten(id, 1, "bread"));
        notes.tell(written(other, "milk"));
        notes.tell(event(1, new NoteEvent.Torn(other)));
        notes.tell(written(UUID.randomUUID(), "bread"));

        try (ChangeSubscription<Note> following = notes.follow(MILK, place)) {
            assertThat(next(following)).isEqualTo(new Change.Removed<Note>(id, 1, "2"));
            assertThat(next(following)).isEqualTo(new Change.Changed<>(new Note(other, "milk", 0), "3"));
            assertThat(next(following)).isEqualTo(new Change.Removed<Note>(other, 1, "4"));
            assertThat(following.next(Duration.ZERO)).isEmpty();
            notes.tell(rewritten(id, 2, "milk"));
            assertThat(next(following)).isEqualTo(new Change.Changed<>(new Note(id, "milk", 2), "6"));
        }
    }

    @Test
    void what_was_not_committed_when_it_left_is_told_when_it_comes_back() throws InterruptedException {
        long late = notes.store.reserve();
        notes.tell(written(UUID.randomUUID(), "bread"));
        String place = placeOfState();
        UUID id = UUID.randomUUID();
        notes.store.commit(late, written(id, "milk"));
        notes.project();

        assertThat(place).isEqualTo("2-1");
        try (ChangeSubscription<Note> following = notes.follow(MILK, place)) {
            assertThat(next(following)).isEqualTo(new Change.Changed<>(new Note(id, "milk", 0), "2"));
        }
    }

    /** It was told more by another node, which is ahead of this one. */
    @Test
    void who_knows_more_than_the_feed_is_told_nothing_of_it() throws InterruptedException {
        notes.tell(written(UUID.randomUUID(), "milk"));
        try (ChangeSubscription<Note> keepsFeedGoing = notes.follow(MILK, null)) {
            state(keepsFeedGoing);
            notes.store.append(written(UUID.randomUUID(), "milk two"));
            notes.store.append(written(UUID.randomUUID(), "milk three"));

            // the feed waits for the projection, and so has told of the first event only
            try (ChangeSubscription<Note> following = notes.follow(MILK, "2")) {
                assertThat(following.next(Duration.ZERO)).isEmpty();
                notes.project();
                assertThat(text(next(following))).isEqualTo("milk three");
            }
        }
    }

    @Test
    void a_place_never_forgets_what_was_known_elsewhere() throws InterruptedException {
        notes.tell(written(UUID.randomUUID(), "bread"));
        try (ChangeSubscription<Note> keepsFeedGoing = notes.follow(MILK, null)) {
            state(keepsFeedGoing);
            UUID id = UUID.randomUUID();
            notes.store.append(written(id, "milk two"));
            notes.store.append(rewritten(id, 1, "milk three"));

            try (ChangeSubscription<Note> following = notes.follow(MILK, "3-2")) {
                notes.project();
                assertThat(next(following)).isEqualTo(new Change.Changed<>(new Note(id, "milk two", 0), "3"));
            }
        }
    }

    @Test
    void who_missed_too_much_begins_with_the_state() throws InterruptedException {
        notes.tell(written(UUID.randomUUID(), "milk"));
        String place = placeOfState();
        write("bread", MISSED);
        try (ChangeSubscription<Note> following = notes.follow(MILK, place)) {
            assertThat(following.next(Duration.ZERO)).isEmpty();
        }
        write("bread", 1);

        try (ChangeSubscription<Note> following = notes.follow(MILK, place)) {
            assertThat(state(following).rows()).hasSize(1);
        }
    }

    @Test
    void a_place_beyond_the_last_event_is_of_another_store() throws InterruptedException {
        notes.tell(written(UUID.randomUUID(), "milk"));

        try (ChangeSubscription<Note> following = notes.follow(MILK, "2")) {
            assertThat(state(following).begins()).isTrue();
        }
    }

    @Test
    void what_is_no_place_is_refused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> notes.follow(MILK, "yesterday"))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY));
        assertThat(notes.feed.followers()).isZero();
    }

    @Test
    void who_is_too_slow_begins_again_with_the_state() throws InterruptedException {
        UUID id = UUID.randomUUID();
        notes.tell(written(id, "milk"));
        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            Replica<Note> copy = new Replica<>(NoteDomain.VIEW);
            copy.take(state(following));
            for (int version = 1; version <= BUFFER + 1; version++) {
                notes.tell(rewritten(id, version, "milk " + version));
            }
            await().untilAsserted(() -> assertThat(following.next(Duration.ZERO))
                    .hasValue(new Change.State<>(notes.rows(MILK), true, true, Integer.toString(BUFFER + 2))));

            notes.tell(rewritten(id, BUFFER + 2, "no milk"));
            assertThat(text(next(following))).isEqualTo("no milk");
            assertThat(notes.feed.followers()).isOne();
        }
    }

    @Test
    void when_the_application_stops_it_ends() throws InterruptedException {
        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            state(following);
            notes.stop();

            assertUnavailable(following);
        }
    }

    @Test
    void who_comes_when_the_application_stops_is_sent_away() throws InterruptedException {
        notes.stop();

        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            assertUnavailable(following);
        }
    }

    @Test
    void a_store_that_cannot_be_reached_is_told_as_such_and_leaves_nothing_behind() {
        notes.tell(written(UUID.randomUUID(), "milk"));
        notes.store.fail(1);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> notes.follow(MILK, null))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
        assertThat(notes.feed.followers()).isZero();
    }

    @Test
    void state_that_is_behind_is_not_shown() {
        notes.store.append(written(UUID.randomUUID(), "milk"));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> notes.follow(MILK, null))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.CONSISTENCY_TIMEOUT));
        assertThat(notes.feed.followers()).isZero();
    }

    @Test
    void who_leaves_follows_no_more() {
        ChangeSubscription<Note> following = notes.follow(MILK, null);
        assertThat(notes.feed.followers()).isOne();

        following.close();
        following.close();

        assertThat(notes.feed.followers()).isZero();
    }

    private static void assertUnavailable(ChangeSubscription<Note> following) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> following.next(LONG))
                .satisfies(ended -> assertThat(ended.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }

    private @Nullable String placeOfState() throws InterruptedException {
        try (ChangeSubscription<Note> following = notes.follow(MILK, null)) {
            return state(following).resumeToken();
        }
    }

    private void write(String text, int times) {
        for (int i = 0; i < times; i++) {
            notes.tell(written(UUID.randomUUID(), text));
        }
    }

    private static Change.State<Note> state(ChangeSubscription<Note> following) throws InterruptedException {
        return (Change.State<Note>) next(following);
    }

    private static Change<Note> next(ChangeSubscription<Note> following) throws InterruptedException {
        Optional<Change<Note>> next = following.next(LONG);
        return next.orElseThrow();
    }

    private static String text(Change<Note> change) {
        return ((Change.Changed<Note>) change).row().text();
    }
}
