package io.fluvius.bench.command;

import io.fluvius.bench.Database;
import io.fluvius.bench.Scenario;
import java.sql.SQLException;
import java.util.List;

/** Subject and peers of W1. */
final class CreateContenders implements AutoCloseable {

    private final List<Creator> all;
    private final WriteScenario scenario;

    /** All databases have the tables of the application, and nothing else. */
    CreateContenders(Database subject, Database axon, Database hand) throws SQLException {
        this.all = List.of(AxonPeer.plain(axon), new Subject(subject), new HandWrittenInsert(hand), new Jpa(hand));
        this.scenario = new WriteScenario(all.stream().map(WriteContender::of).toList());
    }

    Scenario all(String name) {
        return scenario.scenario(name);
    }

    Scenario axonAndFluvius(String name) {
        return new Scenario(name, all(name).contenders().subList(0, 2));
    }

    void requireAllStored() throws SQLException {
        scenario.requireAllStored();
    }

    @Override
    public void close() {
        all.forEach(Creator::close);
    }
}
