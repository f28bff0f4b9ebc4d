package io.fluvius.aggregate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.TestDatabases;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes share one PostgreSQL, and both cache the same aggregates. */
class AggregatesOnSeveralNodesIT {

    private static final String[] DATABASE = TestDatabases.freshPostgres();
    private static final List<ConfigurableApplicationContext> CONTEXTS = new ArrayList<>();

    @BeforeAll
    static void two_nodes() {
        CONTEXTS.add(start());
        CONTEXTS.add(start());
    }

    @AfterAll
    static void no_node() {
        CONTEXTS.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void every_decision_sees_the_last_event_of_the_other_node() {
        AggregateRef ann = node(0).create();
        for (int round = 0; round < 100; round++) {
            UsersOfANode first = node(round % 2);
            UsersOfANode second = node((round + 1) % 2);
            long version = 2L * round;

            assertThat(first.run("lock-user", ann).version()).isEqualTo(version + 1);
            assertThat(second.run("lock-user", ann).version()).as("quiet").isEqualTo(version + 1);
            assertThat(second.run("activate-user", ann).error().code()).isEqualTo(ProblemCode.REJECTED);
            assertThat(second.run("unlock-user", ann).version()).isEqualTo(version + 2);
            assertThat(first.run("activate-user", ann).version()).as("quiet").isEqualTo(version + 2);
        }
    }

    @Test
    void an_expected_version_is_compared_with_the_version_after_the_other_node() {
        AggregateRef ann = node(0).create();
        node(1).run("lock-user", ann).orThrow();
        Command expectingTheFirst =
                node(0).command("unlock-user", Map.of(), ann).onVersion(0);
        Command expectingTheSecond =
                node(0).command("unlock-user", Map.of(), ann).onVersion(1);

        assertThat(node(0).run(expectingTheFirst).error().code()).isEqualTo(ProblemCode.VERSION_MISMATCH);
        assertThat(node(0).run(expectingTheSecond).version()).isEqualTo(2);
    }

    @Test
    void an_aggregate_that_one_node_deletes_is_deleted_on_the_other() {
        AggregateRef ann = node(0).create();
        node(1).run("delete-user", ann).orThrow();

        assertThat(node(0).run("lock-user", ann).error().code()).isEqualTo(ProblemCode.NOT_FOUND);
        assertThat(node(1).run("lock-user", ann).error().code()).isEqualTo(ProblemCode.NOT_FOUND);
    }

    @Test
    void random_commands_on_two_nodes_have_the_same_outcome_as_on_one() {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            AggregateRef onOne = node(0).create();
            AggregateRef onAny = node(0).create();
            for (int number = 0; number < 60; number++) {
                String key = List.of("lock-user", "unlock-user", "activate-user", "deactivate-user", "enable-totp")
                        .get(random.nextInt(5));
                CommandResponse expected = node(0).run(key, onOne);
                CommandResponse actual = node(random.nextInt(2)).run(key, onAny);

                assertThat(actual.version()).as(key).isEqualTo(expected.version());
                assertThat(actual.status()).as(key).isEqualTo(expected.status());
            }
        }
    }

    @Test
    void concurrent_commands_on_both_nodes_are_handled_exactly_once() throws Exception {
        AggregateRef ann = node(0).create();
        List<CompletableFuture<CommandResponse>> running = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            UsersOfANode node = node(number % 2);
            running.add(node.users().processCommand(node.command("reconcile-user", Map.of(), ann)));
        }
        List<Long> versions = new ArrayList<>();
        for (CompletableFuture<CommandResponse> each : running) {
            versions.add(each.get(60, SECONDS).version());
        }

        List<Long> decided = versions.stream().filter(Objects::nonNull).sorted().toList();
        assertThat(decided)
                .as("the other commands lost every race")
                .isEqualTo(LongStream.rangeClosed(1, decided.size()).boxed().toList());
        assertThat(node(0).run("reconcile-user", ann).version()).isEqualTo(decided.size() + 1L);
        assertThat(node(1).run("reconcile-user", ann).version()).isEqualTo(decided.size() + 2L);
    }

    private static UsersOfANode node(int number) {
        return UsersOfANode.of(CONTEXTS.get(number).getBean(Domains.class));
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
