package io.fluvius.bench.command;

import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Scenario;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W8: whether the number of stored events affects the throughput of new commands. */
public final class ScaleWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(ScaleWorkload.class);

    private static final String SCENARIO = "PostgreSQL, 64 clients";
    private static final int CLIENTS = 64;
    private static final int EVENTS_EACH = 10;
    private static final int SMALLEST = 1000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration LOAD_TIME = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;
    private static final double MIN_RATIO = 0.9;

    @Override
    public String name() {
        return "W8";
    }

    @Override
    public String title() {
        return "scale";
    }

    @Override
    public String description() {
        return """
                `create-user` with %d clients as in W1, with an increasing number of events in the store: %d events per user, and a
                unique value per user. For each measurement, the application starts on a fresh copy of a database with
                that number of events, all of which its user directory includes. %d seconds of warm-up precede the measurement. The peer is
                Fluvius itself with the smallest store. The tables must contain every acknowledged user.""".formatted(CLIENTS, EVENTS_EACH, WARM_UP.toSeconds());
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        Measurements measurements = new Measurements();
        try (Postgres postgres = Postgres.start()) {
            Map<String, Database> stores = stores(postgres, scale.events());
            Duration time = scale.time(LOAD_TIME);
            measure(postgres, stores.values().iterator().next(), "warm-up", 0, time);
            for (int round = 1; round <= scale.rounds(ROUNDS); round++) {
                LOG.info("Round {} of {}", round, scale.rounds(ROUNDS));
                round(postgres, stores, measurements, round, time);
            }
            return new WorkloadResult(
                    measurements, List.of(goal(measurements, stores.keySet())), List.of(postgres.description()));
        }
    }

    /** Returns the databases by name, smallest first. */
    private static Map<String, Database> stores(Postgres postgres, int most) throws Exception {
        Map<String, Database> stores = new LinkedHashMap<>();
        List<Integer> sizes = Stream.of(SMALLEST, 100_000, 1_000_000, 10_000_000, most)
                .filter(size -> size <= most)
                .distinct()
                .sorted()
                .toList();
        for (int size : sizes) {
            LOG.info("Writing {} events", size);
            Database store = new StoredEvents(size / EVENTS_EACH, EVENTS_EACH).createIn(postgres, "events" + size);
            stores.put(String.format(Locale.ROOT, "%,d events", size), store);
        }
        return stores;
    }

    private static void round(
            Postgres postgres, Map<String, Database> stores, Measurements measurements, int round, Duration time)
            throws Exception {
        List<String> order = new ArrayList<>(stores.keySet());
        for (String name : round % 2 == 0 ? order.reversed() : order) {
            measurements.add(measure(postgres, stores.get(name), name, round, time));
        }
    }

    private static Measurement measure(Postgres postgres, Database store, String name, int round, Duration time)
            throws Exception {
        String copy = "copy";
        try (Subject subject = new Subject(postgres.copy(store, copy))) {
            WriteContender contender =
                    new WriteContender(name, () -> subject.create(NewUser.next()), subject::settle, subject.rows());
            WriteScenario writes = new WriteScenario(List.of(contender));
            Scenario scenario = writes.scenario(SCENARIO);
            new ClosedLoop(CLIENTS, WARM_UP).run(scenario, scenario.contenders().getFirst(), 0);
            subject.settle();
            Measurement measurement = new ClosedLoop(CLIENTS, time)
                    .run(scenario, scenario.contenders().getFirst(), round);
            writes.requireAllStored();
            return measurement;
        } finally {
            postgres.drop(copy);
        }
    }

    private static Goal goal(Measurements measurements, Iterable<String> stores) {
        List<String> names = new ArrayList<>();
        stores.forEach(names::add);
        Ratio worst = names.stream()
                .skip(1)
                .map(name -> measurements.ratio(Measure.RATE, SCENARIO, name, names.getFirst()))
                .min((one, other) -> Double.compare(one.median(), other.median()))
                .orElseThrow();
        return new Goal(
                "at most 10 % fewer commands per second, regardless of the number of stored events",
                worst.median() >= MIN_RATIO, "worst: %s, with up to %s".formatted(worst, names.getLast()));
    }
}
