package io.fluvius.bench.crud;

import io.fluvius.bench.ApplicationProcess;
import io.fluvius.bench.Database;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.H2Files;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Program;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W3: users come, change and go. */
public final class ChurnWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(ChurnWorkload.class);

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final String PEER = "Spring MVC + JPA";
    private static final String SUBJECT = "Fluvius";
    private static final String HEAP = "256m";
    private static final Duration WARM_UP = Duration.ofSeconds(120);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;
    private static final double LEAST = 0.8;
    private static final double P99_MILLIS = 50;

    @Override
    public String name() {
        return "W3";
    }

    @Override
    public String title() {
        return "churn";
    }

    @Override
    public String description() {
        return """
                Over each of %d connections, kept alive, the same five calls over and over: somebody is created, shown at once,
                changed, locked and deleted; the next one gets the same e-mail address. Fluvius shows somebody with
                `?after=<position>`, so that it has to find whoever was created before. The peer is a plain Spring MVC
                application that keeps a row by Spring Data JPA, with the parts of Spring Boot that it needs and no others. Both
                are processes of their own with a heap of %s, on a database of their own with a pool of %d connections, and
                serve each request on a virtual thread; the clients share the machine with them.""".formatted(Churn.CONNECTIONS, HEAP, Database.POOL_SIZE);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        Figures figures = new Figures();
        List<Goal> goals = new ArrayList<>();
        String server;
        try (Postgres postgres = Postgres.start()) {
            server = postgres.description();
            goals.addAll(measure(POSTGRESQL, postgres.create("subject"), postgres.create("peer"), figures, scale));
        }
        try (H2Files files = H2Files.create()) {
            goals.addAll(measure(H2, files.database("subject"), files.database("peer"), figures, scale));
        }
        return new Outcome(figures, goals, List.of(server, H2Files.DESCRIPTION));
    }

    private static List<Goal> measure(String name, Database ours, Database theirs, Figures figures, Scale scale)
            throws Exception {
        Persons.create(theirs);
        try (ApplicationProcess subject = ApplicationProcess.start(
                        Program.FLUVIUS.withHeap(HEAP),
                        ours.settings(),
                        new File("target/bench-churn-" + name + ".log"));
                ApplicationProcess peer = ApplicationProcess.start(
                        Program.beside(CrudApplication.class).withHeap(HEAP),
                        CrudApplication.settings(theirs),
                        new File("target/bench-churn-peer-" + name + ".log"))) {
            Churn fluvius = new Churn(new Site.Fluvius(), subject.port());
            Churn crud = new Churn(new Site.Crud(), peer.port());
            LOG.info("{}: warming up", name);
            crud.during(scale.time(WARM_UP));
            fluvius.during(scale.time(WARM_UP));
            for (int round = 1; round <= scale.rounds(ROUNDS); round++) {
                LOG.info("{}: round {} of {}", name, round, scale.rounds(ROUNDS));
                add(figures, name, PEER, round, crud.during(scale.time(TURN)));
                add(figures, name, SUBJECT, round, fluvius.during(scale.time(TURN)));
            }
            return goals(name, figures, fluvius.notFound());
        }
    }

    private static void add(Figures figures, String name, String contender, int round, Churn.Times times) {
        figures.add(new Measurement(all(name), contender, round, times.all(), times.elapsed()));
        figures.add(new Measurement(shown(name), contender, round, times.shown(), times.elapsed()));
    }

    private static String all(String name) {
        return name + ", all five calls";
    }

    private static String shown(String name) {
        return name + ", shown at once";
    }

    private static List<Goal> goals(String name, Figures figures, long notFound) {
        Ratio ratio = figures.ratio(Measure.RATE, all(name), SUBJECT, PEER);
        double p99 = figures.times(shown(name), SUBJECT).millis(99);
        return List.of(
                new Goal(
                        "%s: at least %s times as many calls a second as the peer".formatted(name, LEAST),
                        ratio.median() >= LEAST,
                        ratio.toString()),
                new Goal(
                        "%s: 99 of 100 are shown within %.0f ms after they were created".formatted(name, P99_MILLIS),
                        p99 <= P99_MILLIS,
                        String.format(Locale.ROOT, "%.1f ms", p99)),
                new Goal(
                        "%s: whoever was created is found at once".formatted(name),
                        notFound == 0,
                        notFound + " were not"));
    }
}
