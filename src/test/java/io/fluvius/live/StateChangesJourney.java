package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.BaseSubscriber;

/** Live changes in Java, as a {@code Flux} and as a {@code ChangeSubscription}. */
abstract class StateChangesJourney {

    private static final Duration LONG = Duration.ofSeconds(20);

    private Domain users;

    @Autowired
    void use(Domains domains) {
        users = domains.named("user");
    }

    @Autowired
    private StateManager state;

    @Autowired
    private QueryManager queries;

    @Autowired
    private ChangeFeed feed;

    private final String mailServer = UUID.randomUUID() + ".example.com";

    @AfterEach
    void await_that_no_subscriber_is_left() {
        await().untilAsserted(() -> assertThat(feed.subscriberCount()).isZero());
    }

    @Test
    void a_subscriber_receives_a_snapshot_and_then_the_changes() throws InterruptedException {
        AggregateRef john = create("John");
        ManualSubscriber subscriber = new ManualSubscriber();
        state.changes(ours()).subscribe(subscriber);
        subscriber.request(Long.MAX_VALUE);

        Change.State<UserView> first = (Change.State<UserView>) subscriber.next();
        assertThat(first.begins()).isTrue();
        assertThat(first.complete()).isTrue();
        assertThat(first.rows()).extracting(UserView::version).containsExactly(0L);

        send("lock-user", Map.of(), john);
        assertThat(subscriber.next())
                .isInstanceOfSatisfying(
                        Change.Changed.class,
                        changed -> assertThat(changed.row()).isEqualTo(state.fetch(UserView.class, john.id())));
        send("delete-user", Map.of(), john);
        assertThat(subscriber.next()).isInstanceOfSatisfying(Change.Removed.class, removed -> {
            assertThat(removed.id()).isEqualTo(john.id());
            assertThat(removed.version()).isEqualTo(2);
        });
        subscriber.cancel();
    }

    @Test
    void a_cancelled_flux_has_no_subscriber_in_the_feed() throws InterruptedException {
        List<ManualSubscriber> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ManualSubscriber subscriber = new ManualSubscriber();
            state.changes(ours()).subscribe(subscriber);
            subscriber.request(i % 2 == 0 ? 1 : Long.MAX_VALUE);
            all.add(subscriber);
        }
        for (ManualSubscriber subscriber : all) {
            assertThat(subscriber.next()).isInstanceOf(Change.State.class);
        }
        assertThat(feed.subscriberCount()).isEqualTo(10);

        all.forEach(ManualSubscriber::cancel);

        await().untilAsserted(() -> assertThat(feed.subscriberCount()).isZero());
        assertThat(all)
                .allSatisfy(subscriber -> assertThat(subscriber.failure.get()).isNull());
    }

    @Test
    void a_subscriber_receives_no_more_changes_than_it_requests() throws InterruptedException {
        AggregateRef john = create("John");
        ManualSubscriber slow = new ManualSubscriber();
        state.changes(ours()).subscribe(slow);
        assertThat(slow.isEmpty()).isTrue();

        slow.request(1);
        assertThat(slow.next()).isInstanceOf(Change.State.class);
        ManualSubscriber fast = new ManualSubscriber();
        state.changes(ours()).subscribe(fast);
        fast.request(Long.MAX_VALUE);
        fast.next();
        for (int version = 1; version <= 20; version++) {
            send("update-user", Map.of("name", "John " + version), john);
            assertThat(version(fast.next())).isEqualTo(version);
        }

        for (int version = 1; version <= 20; version++) {
            assertThat(slow.isEmpty()).isTrue();
            slow.request(1);
            assertThat(version(slow.next())).isEqualTo(version);
        }
        slow.cancel();
        fast.cancel();
    }

    @Test
    void a_flux_may_be_truncated() {
        create("John");

        List<Change<UserView>> first =
                state.changes(ours()).take(1).collectList().block(LONG);

        assertThat(first).singleElement().isInstanceOf(Change.State.class);
    }

    @Test
    void a_failure_is_signalled_to_the_subscriber() throws InterruptedException {
        ManualSubscriber subscriber = new ManualSubscriber();
        state.after(new Position(999_999_999), Duration.ZERO).changes(ours()).subscribe(subscriber);
        subscriber.request(1);

        await().untilAsserted(() -> assertThat(subscriber.failure.get())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.CONSISTENCY_TIMEOUT)));
    }

    @Test
    void a_subscription_resumes_where_the_previous_one_ended() throws InterruptedException {
        AggregateRef john = create("John");
        String resumeAt;
        try (ChangeSubscription<UserView> subscription = state.subscribe(ours(), null)) {
            resumeAt = subscription.next(LONG).orElseThrow().resumeToken();
        }
        send("lock-user", Map.of(), john);

        try (ChangeSubscription<UserView> subscription = state.subscribe(ours(), resumeAt)) {
            assertThat(version(subscription.next(LONG).orElseThrow())).isOne();
            assertThat(subscription.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void an_invalid_resume_position_is_rejected() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state.subscribe(ours(), "yesterday"))
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY));
    }

    @Test
    void a_subscription_ignores_all_of_a_query_but_its_filter() throws InterruptedException {
        AggregateRef john = create("John");
        create("Jane");
        Query<UserView> oneByName = queries.buildQuery(
                UserView.class,
                Map.of(
                        "filter",
                        Map.of("email.ends", mailServer),
                        "sort",
                        List.of(Map.of("field", "name")),
                        "limit",
                        1));

        try (ChangeSubscription<UserView> subscription = state.subscribe(oneByName, null)) {
            Change.State<UserView> first =
                    (Change.State<UserView>) subscription.next(LONG).orElseThrow();
            assertThat(first.rows())
                    .hasSize(2)
                    .first()
                    .extracting(row -> row.id().value())
                    .isEqualTo(john.id());
            assertThat(first.complete()).isTrue();
        }
    }

    private Query<UserView> ours() {
        return queries.buildQuery(UserView.class, Map.of("filter", Map.of("email.ends", mailServer)));
    }

    private AggregateRef create(String name) {
        String email = UUID.randomUUID() + "@" + mailServer;
        CommandResponse created = users.processCommand(
                        users.createCommand("create-user", Map.of("name", name, "email", email)))
                .join()
                .orThrow();
        state.after(created.position(), LONG)
                .fetch(UserView.class, created.aggregate().id());
        return created.aggregate();
    }

    private void send(String command, Map<String, ?> payload, AggregateRef user) {
        users.processCommand(users.createCommand(command, payload, user)).join().orThrow();
    }

    private static long version(Change<UserView> change) {
        return ((Change.Changed<UserView>) change).row().version();
    }

    /** Collects the changes that a test requests. */
    private static final class ManualSubscriber extends BaseSubscriber<Change<UserView>> {

        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final BlockingQueue<Change<UserView>> received = new LinkedBlockingQueue<>();

        Change<UserView> next() throws InterruptedException {
            Change<UserView> next = received.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        boolean isEmpty() {
            return received.isEmpty();
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // the test requests changes
        }

        @Override
        protected void hookOnNext(Change<UserView> change) {
            received.add(change);
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            failure.set(thrown);
        }
    }
}
