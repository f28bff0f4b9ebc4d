package io.fluvius.bench.command;

import io.fluvius.bench.Contender;
import io.fluvius.bench.Scenario;
import io.fluvius.bench.WrongAnswerException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the acknowledged calls of contenders that write rows, and verifies that no row was lost. */
final class WriteScenario {

    private final Map<WriteContender, LongAdder> acknowledged = new LinkedHashMap<>();

    /** @param contenders the contenders; the first one is the peer with which the others are compared */
    WriteScenario(List<WriteContender> contenders) {
        contenders.forEach(contender -> acknowledged.put(contender, new LongAdder()));
    }

    Scenario scenario(String name) {
        return new Scenario(
                name, acknowledged.keySet().stream().map(this::contender).toList());
    }

    /**
     * Verifies the rows of all acknowledged calls.
     *
     * @throws WrongAnswerException if rows are missing
     */
    void requireAllStored() throws SQLException {
        for (Map.Entry<WriteContender, LongAdder> one : acknowledged.entrySet()) {
            long stored = one.getKey().rows().min();
            if (stored < one.getValue().sum()) {
                throw new WrongAnswerException("%s acknowledged %d commands but stored %d rows"
                        .formatted(one.getKey().name(), one.getValue().sum(), stored));
            }
        }
    }

    private Contender contender(WriteContender contender) {
        LongAdder commands = acknowledged.get(contender);
        return new Contender(
                contender.name(),
                () -> {
                    contender.work().run();
                    commands.increment();
                    return contender;
                },
                contender.settle());
    }
}
