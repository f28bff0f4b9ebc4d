package io.fluvius.bench.command;

import io.fluvius.bench.Contender;
import io.fluvius.bench.Contest;
import io.fluvius.bench.WrongAnswerException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Several who do the same work, and how often they say that they have done it. */
final class Race {

    private final Map<Entrant, LongAdder> acknowledged = new LinkedHashMap<>();

    /** The peer that the others are held against first. */
    Race(List<Entrant> entrants) {
        entrants.forEach(entrant -> acknowledged.put(entrant, new LongAdder()));
    }

    Contest contest(String name) {
        return new Contest(
                name, acknowledged.keySet().stream().map(this::contender).toList());
    }

    /** Whatever somebody has acknowledged is in the tables. */
    void requireAllKept() throws SQLException {
        for (Map.Entry<Entrant, LongAdder> one : acknowledged.entrySet()) {
            long kept = one.getKey().rows().least();
            if (kept < one.getValue().sum()) {
                throw new WrongAnswerException("%s has acknowledged %d commands, and %d have left a row"
                        .formatted(one.getKey().name(), one.getValue().sum(), kept));
            }
        }
    }

    private Contender contender(Entrant entrant) {
        LongAdder commands = acknowledged.get(entrant);
        return new Contender(
                entrant.name(),
                () -> {
                    entrant.work().run();
                    commands.increment();
                    return entrant;
                },
                entrant.settle());
    }
}
