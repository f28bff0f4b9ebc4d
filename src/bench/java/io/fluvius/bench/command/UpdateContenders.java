package io.fluvius.bench.command;

import io.fluvius.bench.Contender;
import io.fluvius.bench.Database;
import io.fluvius.bench.Scenario;
import io.fluvius.bench.StoredEvents;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The contenders of W2. */
final class UpdateContenders implements AutoCloseable {

    /** Renames a user; returns when the change is durable. */
    @FunctionalInterface
    private interface Renaming {

        void run(UUID user, String name);
    }

    private static final int AT_ONCE = 64;

    private final AtomicLong names = new AtomicLong();
    private final AxonPeer plain;
    private final AxonPeer snapshots;
    private final Subject subject;
    private final int users;
    private final WriteScenario scenario;

    /** @param users the number of users; all databases contain the same events */
    UpdateContenders(Database plain, Database snapshots, Database subject, int users) throws SQLException {
        this.plain = AxonPeer.plain(plain);
        this.snapshots = AxonPeer.withSnapshots(snapshots);
        this.subject = new Subject(subject);
        this.users = users;
        this.scenario = new WriteScenario(List.of(
                contender(this.plain.name(), this.plain::rename, () -> {}, this.plain.rows()),
                contender(this.snapshots.name(), this.snapshots::rename, () -> {}, this.snapshots.rows()),
                contender(this.subject.name(), this.subject::rename, this.subject::settle, this.subject.updateRows())));
    }

    Scenario scenario(String name) {
        return scenario.scenario(name);
    }

    /** Renames every user once on the contenders that can take snapshots. */
    void renameAll() throws Exception {
        renameAll(snapshots::rename);
        renameAll(subject::rename);
        subject.settle();
    }

    void requireAllStored() throws SQLException {
        scenario.requireAllStored();
    }

    @Override
    public void close() {
        plain.close();
        snapshots.close();
        subject.close();
    }

    private WriteContender contender(String name, Renaming renaming, Contender.Settle settle, RowCounter rows) {
        return new WriteContender(name, () -> renaming.run(anyUser(), newName()), settle, rows);
    }

    private UUID anyUser() {
        return StoredEvents.user(ThreadLocalRandom.current().nextInt(users));
    }

    private String newName() {
        return "Jane the " + names.incrementAndGet();
    }

    private void renameAll(Renaming renaming) throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int number = 0; number < users; number++) {
                UUID user = StoredEvents.user(number);
                calls.add(executor.submit(() -> renaming.run(user, newName())));
            }
        }
        for (Future<?> call : calls) {
            call.get();
        }
    }
}
