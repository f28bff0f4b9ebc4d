package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.FluviusProcess;
import io.fluvius.environment.Nightly;
import io.fluvius.environment.TestDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/** Three processes on one PostgreSQL, behind a client that balances requests over them. */
@Isolated("three processes and their load occupy the machine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeNodesIT {

    /** The time within which the other nodes must continue the work of one that was killed. */
    private static final Duration TAKEOVER = Duration.ofSeconds(10);

    private static BalancedNodes nodes;

    @BeforeAll
    static void start() {
        nodes = new BalancedNodes(TestDatabases.freshPostgres());
        nodes.start(3);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    @Order(1)
    void a_rolling_restart_fails_no_request_and_loses_no_live_change() throws Exception {
        try (UserFollower follower = new UserFollower(nodes)) {
            SteadyLoad load = new SteadyLoad(nodes);
            try (load) {
                awaitAnswers(load);
                for (int node = 0; node < nodes.size(); node++) {
                    nodes.restart(node);
                    awaitAnswers(load);
                }
            }

            assertThat(load.failures()).isEmpty();
            await().untilAsserted(() -> assertThat(follower.versions()).isEqualTo(load.versions()));
            assertThat(follower.failures()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void the_other_nodes_take_over_the_segments_of_a_killed_one() throws Exception {
        nodes.kill(0);

        List<LoadCommand> users = new ArrayList<>();
        List<CommandResult> created = new ArrayList<>();
        // together they belong to every segment
        for (int number = 0; number < 50; number++) {
            users.add(LoadCommand.creation(UUID.randomUUID(), UUID.randomUUID() + "@example.com"));
            created.add(nodes.send(users.getLast()));
        }
        await().atMost(TAKEOVER).untilAsserted(() -> {
            for (int number = 0; number < users.size(); number++) {
                assertThat(created.get(number).isSuccess()).isTrue();
                assertThat(nodes.get("/api/users/" + users.get(number).user() + "?after="
                                        + created.get(number).position() + "&wait=0")
                                .status())
                        .isEqualTo(200);
            }
        });
    }

    private static void awaitAnswers(SteadyLoad load) {
        int enough = load.answered() + Nightly.times(200);
        await().atMost(FluviusProcess.MAX_START_TIME).until(() -> load.answered() >= enough);
    }
}
