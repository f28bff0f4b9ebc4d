package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandResponse;
import io.fluvius.environment.TestDatabases;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Filter;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes on one PostgreSQL, which after a while share the segments of each projection. */
class SeveralNodesIT {

    private static final Duration LONG = Duration.ofSeconds(10);
    /**
     * Half of the second after which a node polls. On a busy machine, signals may be late for a while, so the median of some rounds
     * is compared, again and again: a node without signals would always take about a second, because a round begins just after a
     * poll.
     */
    private static final Duration HALF_A_POLL = Duration.ofMillis(500);

    private static final String[] DATABASE = TestDatabases.freshPostgres();
    private static ConfigurableApplicationContext projecting;
    private static ConfigurableApplicationContext other;

    enum Node {
        PROJECTING,
        OTHER;

        <T> T bean(Class<T> type) {
            return (this == PROJECTING ? projecting : other).getBean(type);
        }

        Node neighbour() {
            return this == PROJECTING ? OTHER : PROJECTING;
        }

        CommandResponse create(String name) {
            Domain users = bean(Domains.class).named("user");
            return users.processCommand(users.createCommand(
                            "create-user", Map.of("name", name, "email", UUID.randomUUID() + "@example.com")))
                    .join()
                    .orThrow();
        }
    }

    @BeforeAll
    static void two_nodes() {
        projecting = start();
        // the first node claims every segment before the second one starts
        CommandResponse first = Node.PROJECTING.create("First");
        projecting.getBean(StateManager.class).after(first.position(), LONG).count(query(Node.PROJECTING, Map.of()));
        other = start();
    }

    @AfterAll
    static void no_node() {
        other.close();
        projecting.close();
    }

    @ParameterizedTest
    @EnumSource
    void state_of_either_node_includes_a_position(Node node) {
        Stream.of(node, node.neighbour())
                .forEach(writing -> assertSignalled(100, () -> {
                    CommandResponse created = writing.create("User");
                    long start = System.nanoTime();
                    StateManager state = node.bean(StateManager.class).after(created.position(), LONG);
                    UUID id = created.aggregate().id();

                    assertThat(state.fetch(UserView.class, id).version()).isZero();
                    assertThat(state.findOne(UserView.class, Filter.where("id", id)))
                            .isPresent();
                    return Duration.ofNanos(System.nanoTime() - start);
                }));
    }

    @ParameterizedTest
    @EnumSource
    void each_node_reports_the_position_that_state_has_reached(Node node) {
        CommandResponse created = node.neighbour().create("Jane");
        StateManager state = node.bean(StateManager.class);
        state.after(created.position(), LONG)
                .fetch(UserView.class, created.aggregate().id());

        assertThat(state.after(state.position("user"), Duration.ZERO)
                        .count(query(node, Map.of("id", created.aggregate().id()))))
                .isBetween(0L, 1L);
        assertThat(state.position("user").index()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void subscribers_of_a_node_receive_changes_of_the_other(Node node) throws InterruptedException {
        String name = "Followed " + UUID.randomUUID();
        Query<UserView> query = query(node, Map.of("name", name));
        try (ChangeSubscription<UserView> following =
                node.bean(StateManager.class).subscribe(query, null)) {
            assertThat(following.next(LONG).orElseThrow()).isInstanceOf(Change.State.class);

            assertSignalled(20, () -> {
                CommandResponse created = node.neighbour().create(name);
                long start = System.nanoTime();

                assertThat(following.next(LONG).orElseThrow())
                        .isInstanceOfSatisfying(
                                Change.Changed.class,
                                changed -> assertThat(
                                                ((UserView) changed.row()).id().value())
                                        .isEqualTo(created.aggregate().id()));
                return Duration.ofNanos(System.nanoTime() - start);
            });
        }
    }

    @Test
    void a_subscription_of_one_node_is_resumed_on_the_other() throws InterruptedException {
        String name = "Moved " + UUID.randomUUID();
        String place;
        try (ChangeSubscription<UserView> following =
                Node.OTHER.bean(StateManager.class).subscribe(query(Node.OTHER, Map.of("name", name)), null)) {
            place = following.next(LONG).orElseThrow().resumeToken();
        }
        Node.OTHER.create(name);

        try (ChangeSubscription<UserView> following = Node.PROJECTING
                .bean(StateManager.class)
                .subscribe(query(Node.PROJECTING, Map.of("name", name)), place)) {
            assertThat(following.next(LONG).orElseThrow()).isInstanceOf(Change.Changed.class);
        }
    }

    private static void assertSignalled(int rounds, Callable<Duration> round) {
        await().until(() -> {
            List<Duration> delays = new ArrayList<>();
            for (int number = 0; number < rounds; number++) {
                delays.add(round.call());
            }
            Duration median = delays.stream().sorted().toList().get(rounds / 2);
            return median.compareTo(HALF_A_POLL) < 0;
        });
    }

    private static Query<UserView> query(Node node, Map<String, ?> filter) {
        return node.bean(QueryManager.class).buildQuery(UserView.class, Map.of("filter", filter));
    }

    private static ConfigurableApplicationContext start() {
        String[] settings = {
            "server.port=0",
            "fluvius.node.node-id=" + UUID.randomUUID(),
            "fluvius.data-dir=" + TestDatabases.temporaryFolder()
        };
        return new SpringApplicationBuilder(FluviusApplication.class)
                .profiles("postgres")
                .run(Stream.concat(Stream.of(settings), Stream.of(DATABASE))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }
}
