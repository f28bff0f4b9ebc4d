package io.fluvius.bench.crud;

import io.fluvius.bench.ApplicationProcess;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.H2Files;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Program;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W3: users are created, changed and deleted over HTTP. */
public final class ChurnWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(ChurnWorkload.class);

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final String PEER = "Spring MVC + JPA";
    private static final String SUBJECT = "Fluvius";
    private static final String HEAP = "256m";
    private static final Duration WARM_UP = Duration.ofSeconds(120);
    private static final Duration LOAD_TIME = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;
    private static final double MIN_RATIO = 1.0;

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
                %d clients with one persistent connection each repeat the same five calls: create a user, read, update, lock and delete
                it. The next user gets the same e-mail address. Fluvius reads with `?after=<position>`, so that it must find the user that
                was just created. The peer is a plain Spring MVC application that stores rows with Spring Data JPA and has only the required
                parts of Spring Boot. Each application runs in its own process with a heap of %s, uses its own database with a pool of %d
                connections, and serves each request on a virtual thread. The clients run on the same machine.""".formatted(ChurnClients.CONNECTIONS, HEAP, Database.POOL_SIZE);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        Measurements measurements = new Measurements();
        List<Goal> goals = new ArrayList<>();
        String server;
        try (Postgres postgres = Postgres.start()) {
            server = postgres.description();
            goals.addAll(measure(POSTGRESQL, postgres.create("subject"), postgres.create("peer"), measurements, scale));
        }
        try (H2Files files = H2Files.create()) {
            goals.addAll(measure(H2, files.database("subject"), files.database("peer"), measurements, scale));
        }
        return new WorkloadResult(measurements, goals, List.of(server, H2Files.DESCRIPTION));
    }

    private static List<Goal> measure(
            String name, Database ours, Database theirs, Measurements measurements, Scale scale) throws Exception {
        Persons.create(theirs);
        try (ApplicationProcess subject = ApplicationProcess.start(
                        Program.FLUVIUS.withHeap(HEAP),
                        ours.settings(),
                        new File("target/bench-churn-" + name + ".log"));
                ApplicationProcess peer = ApplicationProcess.start(
                        Program.ofBenchmarks(CrudApplication.class).withHeap(HEAP),
                        CrudApplication.settings(theirs),
                        new File("target/bench-churn-peer-" + name + ".log"))) {
            ChurnClients fluvius = new ChurnClients(new UserApi.Fluvius(), subject.port());
            ChurnClients crud = new ChurnClients(new UserApi.Crud(), peer.port());
            LOG.info("{}: warming up", name);
            crud.during(scale.time(WARM_UP));
            fluvius.during(scale.time(WARM_UP));
            for (int round = 1; round <= scale.rounds(ROUNDS); round++) {
                LOG.info("{}: round {} of {}", name, round, scale.rounds(ROUNDS));
                add(measurements, name, PEER, round, crud.during(scale.time(LOAD_TIME)));
                add(measurements, name, SUBJECT, round, fluvius.during(scale.time(LOAD_TIME)));
            }
            return goals(name, measurements, fluvius.notFound());
        }
    }

    private static void add(
            Measurements measurements, String name, String contender, int round, ChurnClients.Times times) {
        measurements.add(new Measurement(all(name), contender, round, times.all(), times.elapsed()));
        measurements.add(new Measurement(readAtOnce(name), contender, round, times.reads(), times.elapsed()));
    }

    private static String all(String name) {
        return name + ", all five calls";
    }

    private static String readAtOnce(String name) {
        return name + ", read after creation";
    }

    private static List<Goal> goals(String name, Measurements measurements, long notFound) {
        Ratio ratio = measurements.ratio(Measure.RATE, all(name), SUBJECT, PEER);
        double p99 = measurements.times(readAtOnce(name), SUBJECT).millis(99);
        double p99OfPeer = measurements.times(readAtOnce(name), PEER).millis(99);
        return List.of(
                new Goal(
                        "%s: at least %s times the calls per second of the peer".formatted(name, MIN_RATIO),
                        ratio.median() >= MIN_RATIO,
                        ratio.toString()),
                new Goal(
                        "%s: the 99th percentile of reads after creation is not above that of the peer".formatted(name),
                        p99 <= p99OfPeer,
                        String.format(Locale.ROOT, "%.1f ms, peer %.1f ms", p99, p99OfPeer)),
                new Goal(
                        "%s: every created user is found at once".formatted(name),
                        notFound == 0,
                        notFound + " not found"));
    }
}
