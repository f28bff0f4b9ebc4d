package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Position;
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

/** Live changes in Java: as a {@code Flux}, and asked for one by one. */
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
    void nobody_follows_any_more() {
        await().untilAsserted(() -> assertThat(feed.followers()).isZero());
    }

    @Test
    void the_state_comes_first_and_then_what_changes() throws InterruptedException {
        AggregateRef john = create("John");
        Taking taking = new Taking();
        state.changes(ours()).subscribe(taking);
        taking.request(Long.MAX_VALUE);

        Change.State<UserView> first = (Change.State<UserView>) taking.next();
        assertThat(first.begins()).isTrue();
        assertThat(first.complete()).isTrue();
        assertThat(first.rows()).extracting(UserView::version).containsExactly(0L);

        send("lock-user", Map.of(), john);
        assertThat(taking.next())
                .isInstanceOfSatisfying(
                        Change.Changed.class,
                        changed -> assertThat(changed.row()).isEqualTo(state.fetch(UserView.class, john.id())));
        send("delete-user", Map.of(), john);
        assertThat(taking.next()).isInstanceOfSatisfying(Change.Removed.class, removed -> {
            assertThat(removed.id()).isEqualTo(john.id());
            assertThat(removed.version()).isEqualTo(2);
        });
        taking.cancel();
    }

    @Test
    void who_cancels_follows_no_more() throws InterruptedException {
        List<Taking> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Taking taking = new Taking();
            state.changes(ours()).subscribe(taking);
            taking.request(i % 2 == 0 ? 1 : Long.MAX_VALUE);
            all.add(taking);
        }
        for (Taking taking : all) {
            assertThat(taking.next()).isInstanceOf(Change.State.class);
        }
        assertThat(feed.followers()).isEqualTo(10);

        all.forEach(Taking::cancel);

        await().untilAsserted(() -> assertThat(feed.followers()).isZero());
        assertThat(all).allSatisfy(taking -> assertThat(taking.failure.get()).isNull());
    }

    @Test
    void who_asks_for_one_at_a_time_gets_one_at_a_time() throws InterruptedException {
        AggregateRef john = create("John");
        Taking slow = new Taking();
        state.changes(ours()).subscribe(slow);
        assertThat(slow.nothing()).isTrue();

        slow.request(1);
        assertThat(slow.next()).isInstanceOf(Change.State.class);
        Taking quick = new Taking();
        state.changes(ours()).subscribe(quick);
        quick.request(Long.MAX_VALUE);
        quick.next();
        for (int version = 1; version <= 20; version++) {
            send("update-user", Map.of("name", "John " + version), john);
            assertThat(version(quick.next())).isEqualTo(version);
        }

        for (int version = 1; version <= 20; version++) {
            assertThat(slow.nothing()).isTrue();
            slow.request(1);
            assertThat(version(slow.next())).isEqualTo(version);
        }
        slow.cancel();
        quick.cancel();
    }

    @Test
    void a_stream_may_be_cut_short() {
        create("John");

        List<Change<UserView>> first =
                state.changes(ours()).take(1).collectList().block(LONG);

        assertThat(first).singleElement().isInstanceOf(Change.State.class);
    }

    @Test
    void what_fails_is_told_to_the_subscriber() throws InterruptedException {
        Taking taking = new Taking();
        state.after(new Position(999_999_999), Duration.ZERO).changes(ours()).subscribe(taking);
        taking.request(1);

        await().untilAsserted(() -> assertThat(taking.failure.get())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.CONSISTENCY_TIMEOUT)));
    }

    @Test
    void who_asks_one_by_one_goes_on_where_it_was() throws InterruptedException {
        AggregateRef john = create("John");
        String place;
        try (ChangeSubscription<UserView> following = state.subscribe(ours(), null)) {
            place = following.next(LONG).orElseThrow().resumeToken();
        }
        send("lock-user", Map.of(), john);

        try (ChangeSubscription<UserView> following = state.subscribe(ours(), place)) {
            assertThat(version(following.next(LONG).orElseThrow())).isOne();
            assertThat(following.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void a_place_that_is_none_is_refused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state.subscribe(ours(), "yesterday"))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY));
    }

    @Test
    void only_the_filter_of_a_query_counts() throws InterruptedException {
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

        try (ChangeSubscription<UserView> following = state.subscribe(oneByName, null)) {
            Change.State<UserView> first =
                    (Change.State<UserView>) following.next(LONG).orElseThrow();
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

    /** Takes changes when they are asked for by hand. */
    private static final class Taking extends BaseSubscriber<Change<UserView>> {

        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final BlockingQueue<Change<UserView>> taken = new LinkedBlockingQueue<>();

        Change<UserView> next() throws InterruptedException {
            Change<UserView> next = taken.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        /** Whether nothing came that was not asked for. */
        boolean nothing() {
            return taken.isEmpty();
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // nothing is asked for yet
        }

        @Override
        protected void hookOnNext(Change<UserView> change) {
            taken.add(change);
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            failure.set(thrown);
        }
    }
}
