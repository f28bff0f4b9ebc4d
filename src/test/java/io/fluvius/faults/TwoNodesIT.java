package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes on one PostgreSQL decide on the same few users at once. */
class TwoNodesIT {

    private static final int SUCCESSES = Nightly.times(600);

    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        String[] database = TestDatabases.freshPostgres();
        nodes.add(Node.onPostgres(database));
        nodes.add(Node.onPostgres(database));
    }

    @AfterEach
    void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void no_update_is_lost_and_no_command_done_twice_when_two_nodes_decide_at_once() {
        Attempts attempts = Attempts.on(nodes.getFirst(), nodes.getLast());
        try (Load load = Load.of(new Orders(2), Service.of(nodes.getFirst()), Service.of(nodes.getLast()))) {
            load.awaitSuccesses(SUCCESSES);

            Ledger ledger = load.stop();

            assertThat(attempts.repeated()).as("races").isPositive();
            attempts.assertConflictsCameLast(ledger);
            assertThat(ledger.unavailable()).isZero();
            nodes.forEach(node -> WhatMustHold.check(node, ledger));
        }
    }

    @Test
    void a_command_that_two_nodes_get_at_once_runs_once() {
        Ledger ledger = new Ledger();
        for (int i = 0; i < 50; i++) {
            Order creation = Order.creation(UUID.randomUUID(), UUID.randomUUID() + "@example.com");
            assertRunsOnce(creation, ledger);
            assertRunsOnce(Order.moving(creation.user(), UUID.randomUUID() + "@example.com"), ledger);
            assertRunsOnce(Order.deletion(creation.user()), ledger);
        }
        WhatMustHold.check(nodes.getFirst(), ledger);
    }

    private void assertRunsOnce(Order order, Ledger ledger) {
        List<Told> told = nodes.stream()
                .map(node -> CompletableFuture.supplyAsync(() -> send(Service.of(node), order)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(told).as("%s", order).allMatch(Told::isSuccess);
        assertThat(told).extracting(Told::version).containsOnly(told.getFirst().version());
        assertThat(told).filteredOn(Told::isReplayed).hasSize(1);
        told.forEach(answer -> assertThat(ledger.isEndedBy(order, answer)).isTrue());
    }

    private static Told send(Service node, Order order) {
        try {
            return node.send(order);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
