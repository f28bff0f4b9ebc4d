package io.fluvius.live;

import static io.fluvius.live.NoteDomain.created;
import static io.fluvius.live.NoteDomain.event;
import static io.fluvius.live.NoteDomain.textChanged;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeFeedSubscriptionsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Filter MILK =
            new Filter.Compare(NoteDomain.VIEW.field("text").orElseThrow(), Operator.HAS, List.of("milk"));
    private static final int BUFFER = 8;
    private static final int MAX_MISSED = 20;

    private final ChangeFeedFixture notes = new ChangeFeedFixture(BUFFER, MAX_MISSED);

    @AfterEach
    void close() {
        notes.close();
    }

    @Test
    void a_subscription_starts_with_a_snapshot_in_pages_by_identifier() throws InterruptedException {
        for (int i = 0; i < 7; i++) {
            notes.publish(created(UUID.randomUUID(), "milk"));
            notes.publish(created(UUID.randomUUID(), "bread"));
        }

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            List<Change.State<Note>> pages =
                    List.of(snapshot(subscription), snapshot(subscription), snapshot(subscription));

            assertThat(pages).extracting(Change.State::begins).containsExactly(true, false, false);
            assertThat(pages).extracting(Change.State::complete).containsExactly(false, false, true);
            assertThat(pages).extracting(Change.State::resumeToken).containsExactly("-1", "-1", "14");
            assertThat(pages.stream().flatMap(page -> page.rows().stream())).isEqualTo(notes.rows(MILK));
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void a_snapshot_without_rows_is_received_too() throws InterruptedException {
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            assertThat(snapshot(subscription)).isEqualTo(new Change.State<Note>(List.of(), true, true, "-1"));
        }
    }

    @Test
    void a_change_that_the_snapshot_includes_is_not_repeated() throws InterruptedException {
        UUID id = UUID.randomUUID();
        notes.publish(created(id, "milk"));
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            notes.publish(textChanged(id, 1, "more milk"));

            assertThat(snapshot(subscription).rows()).containsExactly(new Note(id, "more milk", 1));
            notes.publish(textChanged(id, 2, "no milk"));
            assertThat(next(subscription)).isEqualTo(new Change.Changed<>(new Note(id, "no milk", 2), "3"));
        }
    }

    @Test
    void a_subscriber_begins_with_the_state_until_the_feed_has_passed_its_snapshot() throws InterruptedException {
        UUID behind = UUID.fromString("00000000-0000-7000-8000-000000000000");
        UUID ahead = UUID.fromString("00000000-0000-7000-8000-000000000001");
        notes.publish(created(behind, "milk"));
        notes.publish(created(ahead, "milk"));
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            notes.store.append(textChanged(behind, 1, "milk behind"));
            notes.store.append(textChanged(ahead, 1, "milk ahead"));
            // only one of the two segments is projected
            notes.project(ChangeFeedFixture.segment(ahead));

            assertThat(snapshot(subscription).resumeToken()).isEqualTo("-1");
            notes.project();
            assertThat(next(subscription)).isEqualTo(new Change.Changed<>(new Note(behind, "milk behind", 1), "-1"));
            notes.publish(textChanged(behind, 2, "milk at last"));
            assertThat(next(subscription)).isEqualTo(new Change.Changed<>(new Note(behind, "milk at last", 2), "5"));
        }
    }

    @Test
    void a_resumed_subscription_starts_with_the_missed_changes() throws InterruptedException {
        UUID id = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        notes.publish(created(id, "milk"));
        String resumeAt = positionOfSnapshot();
        notes.publish(textChanged(id, 1, "bread"));
        notes.publish(created(other, "milk"));
        notes.publish(event(1, new NoteEvent.Deleted(other)));
        notes.publish(created(UUID.randomUUID(), "bread"));

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, resumeAt)) {
            assertThat(next(subscription)).isEqualTo(new Change.Removed<Note>(id, 1, "2"));
            assertThat(next(subscription)).isEqualTo(new Change.Changed<>(new Note(other, "milk", 0), "3"));
            assertThat(next(subscription)).isEqualTo(new Change.Removed<Note>(other, 1, "4"));
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
            notes.publish(textChanged(id, 2, "milk"));
            assertThat(next(subscription)).isEqualTo(new Change.Changed<>(new Note(id, "milk", 2), "6"));
        }
    }

    /** Another node that is ahead of this one issued the resume position. */
    @Test
    void a_subscriber_ahead_of_the_feed_receives_no_change_twice() throws InterruptedException {
        notes.publish(created(UUID.randomUUID(), "milk"));
        try (ChangeSubscription<Note> keepsFeedRunning = notes.subscribe(MILK, null)) {
            snapshot(keepsFeedRunning);
            notes.store.append(created(UUID.randomUUID(), "milk two"));
            notes.store.append(created(UUID.randomUUID(), "milk three"));

            // the feed waits for the projection and so has published the first event only
            try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, "2")) {
                assertThat(subscription.next(Duration.ZERO)).isEmpty();
                notes.project();
                assertThat(text(next(subscription))).isEqualTo("milk three");
            }
        }
    }

    @Test
    void a_subscriber_that_missed_too_many_events_restarts_with_a_snapshot() throws InterruptedException {
        notes.publish(created(UUID.randomUUID(), "milk"));
        String resumeAt = positionOfSnapshot();
        write("bread", MAX_MISSED);
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, resumeAt)) {
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
        }
        write("bread", 1);

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, resumeAt)) {
            assertThat(snapshot(subscription).rows()).hasSize(1);
        }
    }

    /** Whether the row had matched is no longer known. */
    @Test
    void a_subscriber_that_asks_for_personal_data_restarts_with_a_snapshot_when_a_person_is_forgotten()
            throws InterruptedException {
        UUID id = UUID.randomUUID();
        notes.publish(created(id, "milk"));
        try (ChangeSubscription<Note> milk = notes.subscribe(MILK, null);
                ChangeSubscription<Note> all = notes.subscribe(Filter.ALL, null)) {
            assertThat(snapshot(milk).rows()).hasSize(1);
            assertThat(snapshot(all).rows()).hasSize(1);

            notes.forget(id, 1);

            await().untilAsserted(() ->
                    assertThat(milk.next(Duration.ZERO)).hasValue(new Change.State<Note>(List.of(), true, true, "2")));
            assertThat(next(all)).isEqualTo(new Change.Removed<Note>(id, 1, "2"));
        }
    }

    @Test
    void a_subscriber_that_missed_how_a_person_was_forgotten_restarts_with_a_snapshot() throws InterruptedException {
        UUID id = UUID.randomUUID();
        notes.publish(created(id, "milk"));
        String resumeAt = positionOfSnapshot();
        notes.publish(textChanged(id, 1, "more milk"));
        notes.forget(id, 2);

        try (ChangeSubscription<Note> subscription = notes.subscribe(Filter.ALL, resumeAt)) {
            assertThat(snapshot(subscription).rows()).isEmpty();
        }
    }

    @Test
    void a_resume_position_beyond_the_last_event_belongs_to_another_store() throws InterruptedException {
        notes.publish(created(UUID.randomUUID(), "milk"));

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, "2")) {
            assertThat(snapshot(subscription).begins()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "-2", "1.5", "1 2", "1042-1038", "9999999999999999999"})
    void an_invalid_resume_position_is_rejected(String position) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> notes.subscribe(MILK, position))
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY));
        assertThat(notes.feed.subscriberCount()).isZero();
    }

    @Test
    void a_subscriber_whose_buffer_overflows_restarts_with_a_snapshot() throws InterruptedException {
        UUID id = UUID.randomUUID();
        notes.publish(created(id, "milk"));
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            new Replica<>(NoteDomain.VIEW).apply(snapshot(subscription));
            for (int version = 1; version <= BUFFER + 1; version++) {
                notes.publish(textChanged(id, version, "milk " + version));
            }
            await().untilAsserted(() -> assertThat(subscription.next(Duration.ZERO))
                    .hasValue(new Change.State<>(notes.rows(MILK), true, true, Integer.toString(BUFFER + 2))));

            notes.publish(textChanged(id, BUFFER + 2, "no milk"));
            assertThat(text(next(subscription))).isEqualTo("no milk");
            assertThat(notes.feed.subscriberCount()).isOne();
        }
    }

    @Test
    void a_subscription_ends_when_the_application_stops() throws InterruptedException {
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            snapshot(subscription);
            notes.close();

            assertUnavailable(subscription);
        }
    }

    @Test
    void a_subscription_opened_while_the_application_stops_ends_at_once() throws InterruptedException {
        notes.close();

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            assertUnavailable(subscription);
        }
    }

    @Test
    void a_subscription_begins_when_the_store_can_be_reached_again() throws InterruptedException {
        notes.publish(created(UUID.randomUUID(), "milk"));
        notes.store.fail(2);

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            assertThat(notes.feed.subscriberCount()).isZero();
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
            assertThat(snapshot(subscription).rows()).hasSize(1);
        }
    }

    @Test
    void a_subscription_resumes_when_the_store_can_be_reached_again() throws InterruptedException {
        notes.publish(created(UUID.randomUUID(), "milk"));
        String resumeAt = positionOfSnapshot();
        notes.publish(created(UUID.randomUUID(), "more milk"));
        notes.store.fail(1);

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, resumeAt)) {
            assertThat(text(next(subscription))).isEqualTo("more milk");
        }
    }

    @Test
    void a_subscription_ends_when_the_application_stops_while_the_store_cannot_be_reached() {
        notes.store.fail(Integer.MAX_VALUE);
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            notes.close();

            assertUnavailable(subscription);
        }
    }

    @Test
    void outdated_state_is_not_returned_and_the_subscription_begins_when_it_is_up_to_date()
            throws InterruptedException {
        notes.store.append(created(UUID.randomUUID(), "milk"));

        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
            assertThat(notes.feed.subscriberCount()).isZero();
            notes.project();

            assertThat(snapshot(subscription).rows()).hasSize(1);
        }
    }

    @Test
    void a_closed_subscription_has_no_subscriber() {
        ChangeSubscription<Note> subscription = notes.subscribe(MILK, null);
        assertThat(notes.feed.subscriberCount()).isOne();

        subscription.close();
        subscription.close();

        assertThat(notes.feed.subscriberCount()).isZero();
    }

    private static void assertUnavailable(ChangeSubscription<Note> subscription) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> subscription.next(LONG))
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }

    private String positionOfSnapshot() throws InterruptedException {
        try (ChangeSubscription<Note> subscription = notes.subscribe(MILK, null)) {
            return snapshot(subscription).resumeToken();
        }
    }

    private void write(String text, int times) {
        for (int i = 0; i < times; i++) {
            notes.publish(created(UUID.randomUUID(), text));
        }
    }

    private static Change.State<Note> snapshot(ChangeSubscription<Note> subscription) throws InterruptedException {
        return (Change.State<Note>) next(subscription);
    }

    private static Change<Note> next(ChangeSubscription<Note> subscription) throws InterruptedException {
        Optional<Change<Note>> next = subscription.next(LONG);
        return next.orElseThrow();
    }

    private static String text(Change<Note> change) {
        return ((Change.Changed<Note>) change).row().text();
    }
}
