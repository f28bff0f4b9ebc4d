package io.fluvius.bench.command;

import io.fluvius.bench.Contender;
import io.fluvius.bench.Contest;
import io.fluvius.bench.Database;
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

/** Subject and peers of W2. */
final class Updaters implements AutoCloseable {

    /** Renames a user; returns when that is durable. */
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
    private final Race race;

    /** All databases hold the same events of so many users. */
    Updaters(Database plain, Database snapshots, Database subject, int users) throws SQLException {
        this.plain = AxonPeer.plain(plain);
        this.snapshots = AxonPeer.withSnapshots(snapshots);
        this.subject = new Subject(subject);
        this.users = users;
        this.race = new Race(List.of(
                entrant(this.plain.name(), this.plain::rename, () -> {}, this.plain.rows()),
                entrant(this.snapshots.name(), this.snapshots::rename, () -> {}, this.snapshots.rows()),
                entrant(this.subject.name(), this.subject::rename, this.subject::settle, this.subject.renamings())));
    }

    Contest contest(String name) {
        return race.contest(name);
    }

    /** Renames every user once, except where nothing of that could be kept to be faster the next time. */
    void visitAll() throws Exception {
        visitAll(snapshots::rename);
        visitAll(subject::rename);
        subject.settle();
    }

    void requireAllKept() throws SQLException {
        race.requireAllKept();
    }

    @Override
    public void close() {
        plain.close();
        snapshots.close();
        subject.close();
    }

    private Entrant entrant(String name, Renaming renaming, Contender.Settle settle, Rows rows) {
        return new Entrant(name, () -> renaming.run(anyUser(), newName()), settle, rows);
    }

    private UUID anyUser() {
        return StoredEvents.user(ThreadLocalRandom.current().nextInt(users));
    }

    private String newName() {
        return "Jane the " + names.incrementAndGet();
    }

    private void visitAll(Renaming renaming) throws Exception {
        List<Future<?>> visits = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int number = 0; number < users; number++) {
                UUID user = StoredEvents.user(number);
                visits.add(executor.submit(() -> renaming.run(user, newName())));
            }
        }
        for (Future<?> visit : visits) {
            visit.get();
        }
    }
}
