package io.fluvius.bench.command;

import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Contest;
import io.fluvius.bench.Database;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W8: whether what was stored long ago makes what comes new slower. */
public final class ScaleWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(ScaleWorkload.class);

    private static final String CONTEST = "PostgreSQL, 64 clients";
    private static final int CLIENTS = 64;
    private static final int EVENTS_EACH = 10;
    private static final int SMALLEST = 1000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;
    private static final double LEAST = 0.9;

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
                `create-user` by %d clients as in W1, with more and more events in the store: each user has %d of them, a
                unique value, and a receipt of every command. For each turn the application starts on a fresh copy of a
                database with so many events, all of which its user directory includes; %d seconds of warm-up are part of the
                turn, and do not count. The peer is Fluvius itself with the smallest store. Every user that was acknowledged
                must be in the tables.""".formatted(CLIENTS, EVENTS_EACH, WARM_UP.toSeconds());
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        Figures figures = new Figures();
        try (Postgres postgres = Postgres.start()) {
            Map<String, Database> stores = stores(postgres, scale.events());
            Duration time = scale.time(TURN);
            turn(postgres, stores.values().iterator().next(), "warm-up", 0, time);
            for (int round = 1; round <= scale.rounds(ROUNDS); round++) {
                LOG.info("Round {} of {}", round, scale.rounds(ROUNDS));
                round(postgres, stores, figures, round, time);
            }
            return new Outcome(figures, List.of(goal(figures, stores.keySet())), List.of(postgres.description()));
        }
    }

    /** By name, the smallest first. */
    private static Map<String, Database> stores(Postgres postgres, int most) throws Exception {
        Map<String, Database> stores = new LinkedHashMap<>();
        List<Integer> sizes = Stream.of(SMALLEST, 100_000, 1_000_000, most)
                .filter(size -> size <= most)
                .distinct()
                .sorted()
                .toList();
        for (int size : sizes) {
            LOG.info("Writing {} events", size);
            Database store = new StoredEvents(size / EVENTS_EACH, EVENTS_EACH).in(postgres, "events" + size);
            stores.put(String.format(Locale.ROOT, "%,d events", size), store);
        }
        return stores;
    }

    private static void round(
            Postgres postgres, Map<String, Database> stores, Figures figures, int round, Duration time)
            throws Exception {
        List<String> order = new ArrayList<>(stores.keySet());
        for (String name : round % 2 == 0 ? order.reversed() : order) {
            figures.add(turn(postgres, stores.get(name), name, round, time));
        }
    }

    private static Measurement turn(Postgres postgres, Database store, String name, int round, Duration time)
            throws Exception {
        String copy = "turn";
        try (Subject subject = new Subject(postgres.copy(store, copy))) {
            Entrant entrant = new Entrant(name, () -> subject.create(Newcomer.next()), subject::settle, subject.rows());
            Race race = new Race(List.of(entrant));
            Contest contest = race.contest(CONTEST);
            new ClosedLoop(CLIENTS, WARM_UP).of(contest, contest.contenders().getFirst(), 0);
            subject.settle();
            Measurement measurement = new ClosedLoop(CLIENTS, time)
                    .of(contest, contest.contenders().getFirst(), round);
            race.requireAllKept();
            return measurement;
        } finally {
            postgres.drop(copy);
        }
    }

    private static Goal goal(Figures figures, Iterable<String> stores) {
        List<String> names = new ArrayList<>();
        stores.forEach(names::add);
        Ratio worst = names.stream()
                .skip(1)
                .map(name -> figures.ratio(Measure.RATE, CONTEST, name, names.getFirst()))
                .min((one, other) -> Double.compare(one.median(), other.median()))
                .orElseThrow();
        return new Goal(
                "as many commands a second whatever the store holds, at most 10 % fewer",
                worst.median() >= LEAST, "at worst %s with up to %s".formatted(worst, names.getLast()));
    }
}
