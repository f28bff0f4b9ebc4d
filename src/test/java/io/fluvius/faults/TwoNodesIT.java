package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.Nightly;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes on one PostgreSQL handle commands for the same few users concurrently. */
class TwoNodesIT {

    private static final int SUCCESSES = Nightly.times(600);

    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private LogObserver log;

    @BeforeEach
    void start() throws SQLException {
        String[] database = Node.withLongTimeout(TestDatabases.freshPostgres());
        log = new LogObserver(database);
        nodes.add(Node.onPostgres(database));
        nodes.add(Node.onPostgres(database));
    }

    @AfterEach
    void stop() throws SQLException {
        log.close();
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    @Asvs("V2.3.4")
    void no_update_is_lost_and_no_command_runs_twice_on_two_concurrent_nodes() throws Exception {
        CommandAttempts attempts = CommandAttempts.on(nodes.getFirst(), nodes.getLast());
        try (Load load = Load.of(
                new CommandGenerator(2), ServiceClient.of(nodes.getFirst()), ServiceClient.of(nodes.getLast()))) {
            load.awaitSuccesses(SUCCESSES);

            CommandResults results = load.stop();

            assertThat(attempts.repeated()).as("races").isPositive();
            attempts.assertConflictsCameLast(results);
            assertThat(results.unavailable()).isZero();
            nodes.forEach(node -> Invariants.check(node, results));
            log.assertInOrder();
        }
    }

    @Test
    void a_command_that_two_nodes_receive_concurrently_runs_once() {
        CommandResults results = new CommandResults();
        for (int i = 0; i < 50; i++) {
            LoadCommand creation = LoadCommand.creation(UUID.randomUUID(), UUID.randomUUID() + "@example.com");
            assertRunsOnce(creation, results);
            assertRunsOnce(LoadCommand.moving(creation.user(), UUID.randomUUID() + "@example.com"), results);
            assertRunsOnce(LoadCommand.deletion(creation.user()), results);
        }
        Invariants.check(nodes.getFirst(), results);
    }

    private void assertRunsOnce(LoadCommand command, CommandResults results) {
        List<CommandResult> answers = nodes.stream()
                .map(node -> CompletableFuture.supplyAsync(() -> send(ServiceClient.of(node), command)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers).as("%s", command).allMatch(CommandResult::isSuccess);
        assertThat(answers)
                .extracting(CommandResult::version)
                .containsOnly(answers.getFirst().version());
        assertThat(answers).filteredOn(CommandResult::isReplayed).hasSize(1);
        answers.forEach(
                answer -> assertThat(results.isCompletedBy(command, answer)).isTrue());
    }

    private static CommandResult send(ServiceClient node, LoadCommand command) {
        try {
            return node.send(command);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
