package io.fluvius.bench.command;

import io.fluvius.bench.Application;
import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** W10: what it costs that the appends of several nodes are ordered. */
public final class NodesWorkload implements Workload {

    private static final String SCENARIO = "PostgreSQL, 64 clients";
    private static final String ONE = "one node";
    private static final String TWO = "two nodes";
    private static final int CLIENTS = 64;
    private static final Duration LOAD_TIME = Duration.ofSeconds(5);
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 3;
    private static final double MIN_RATIO = 0.9;

    @Override
    public String name() {
        return "W10";
    }

    @Override
    public String title() {
        return "nodes";
    }

    @Override
    public String description() {
        return """
                `create-user` with %d clients as in W1, on one node and on two nodes that share a PostgreSQL. Both nodes, the clients and PostgreSQL
                run on the same machine, so two nodes have no more cores than one. The appends of all nodes are written one after the other;
                the rest of a command is not. Meanwhile a reader verifies that no event becomes visible below one that it
                has seen. At the end, the tables must contain every acknowledged user.""".formatted(CLIENTS);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        try (Postgres postgres = Postgres.start()) {
            Database database = postgres.create("subject");
            Application.migrate(database);
            try (Subject first = new Subject(database);
                    Subject second = new Subject(database);
                    LateEvents late = new LateEvents(database)) {
                AtomicInteger calls = new AtomicInteger();
                WriteScenario writes = new WriteScenario(List.of(
                        new WriteContender(ONE, () -> first.create(NewUser.next()), first::settle, first.rows()),
                        new WriteContender(
                                TWO,
                                () -> (calls.getAndIncrement() % 2 == 0 ? first : second).create(NewUser.next()),
                                second::settle,
                                first.rows())));
                Measurements measurements = new Measurements();
                measurements.measure(
                        writes.scenario(SCENARIO),
                        new ClosedLoop(CLIENTS, scale.time(LOAD_TIME)),
                        WARM_UPS,
                        scale.rounds(ROUNDS));
                writes.requireAllStored();
                late.requireNone();
                return new WorkloadResult(measurements, List.of(goal(measurements)), List.of(postgres.description()));
            }
        }
    }

    private static Goal goal(Measurements measurements) {
        Ratio ratio = measurements.ratio(Measure.RATE, SCENARIO, TWO, ONE);
        return new Goal(
                "two nodes: at least %s times the commands per second of one".formatted(MIN_RATIO),
                ratio.median() >= MIN_RATIO,
                ratio.toString());
    }
}
