package io.fluvius.bench.command;

import io.fluvius.bench.Contest;
import io.fluvius.bench.Database;
import java.sql.SQLException;
import java.util.List;

/** Subject and peers of W1. */
final class Creators implements AutoCloseable {

    private final List<Creator> all;
    private final Race race;

    /** All databases have the tables of the application, and nothing else. */
    Creators(Database subject, Database axon, Database hand) throws SQLException {
        this.all = List.of(AxonPeer.plain(axon), new Subject(subject), new ByHand(hand), new Jpa(hand));
        this.race = new Race(all.stream().map(Entrant::of).toList());
    }

    Contest all(String name) {
        return race.contest(name);
    }

    Contest axonAndFluvius(String name) {
        return new Contest(name, all(name).contenders().subList(0, 2));
    }

    void requireAllKept() throws SQLException {
        race.requireAllKept();
    }

    @Override
    public void close() {
        all.forEach(Creator::close);
    }
}
