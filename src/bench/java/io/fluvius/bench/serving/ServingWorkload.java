package io.fluvius.bench.serving;

import io.fluvius.bench.ApplicationProcess;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.H2Files;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoreCopy;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W12: the user directory is rebuilt while it serves. */
public final class ServingWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(ServingWorkload.class);

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final String BEFORE = "before the rebuild";
    private static final String DURING = "during the rebuild";
    private static final int EVENTS_EACH = 10;
    /** A rebuild lasts minutes, in which the log grows by a third; later rounds would measure another log. */
    private static final int ROUNDS = 1;

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration LOAD_TIME = Duration.ofSeconds(20);
    private static final double MAX_RATIO = 2;

    @Override
    public String name() {
        return "W12";
    }

    @Override
    public String title() {
        return "rebuild while serving";
    }

    @Override
    public String description() {
        return """
                The user directory is rebuilt by `POST %s` while %d clients rename users and %d clients read users by id and
                pages of 25 users, all over HTTP and as fast as they can. The rebuild compares the tables and replaces the table when they are equal.
                The times of the same load before the rebuild are the peer. The application runs in its own process; the clients run on the
                same machine.""".formatted(ViewRebuild.PATH, ServingClients.WRITERS, ServingClients.READERS);
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        StoredEvents events = new StoredEvents(scale.rows() / EVENTS_EACH, EVENTS_EACH);
        Measurements measurements = new Measurements();
        List<Goal> goals = new ArrayList<>();
        String server;
        try (H2Files files = H2Files.create()) {
            Database copy = files.database("subject");
            try (Postgres postgres = Postgres.start()) {
                server = postgres.description();
                LOG.info("Writing {}", events);
                Database database = events.createIn(postgres, "subject");
                StoreCopy.run(database, copy);
                goals.addAll(measure(POSTGRESQL, database, events, measurements, scale));
            }
            goals.addAll(measure(H2, copy, events, measurements, scale));
        }
        return new WorkloadResult(
                measurements,
                goals,
                List.of(
                        String.format(Locale.ROOT, "%,d events at the start", events.users() * EVENTS_EACH),
                        server,
                        H2Files.DESCRIPTION));
    }

    private static List<Goal> measure(
            String name, Database database, StoredEvents events, Measurements measurements, Scale scale)
            throws Exception {
        try (ApplicationProcess application =
                ApplicationProcess.start(database.settings(), new File("target/bench-serving-" + name + ".log"))) {
            ServingClients clients = new ServingClients(application.port(), events.users());
            LOG.info("{}: warming up", name);
            clients.during(lasting(scale.time(WARM_UP)));
            for (int round = 1; round <= scale.rounds(ROUNDS); round++) {
                LOG.info("{}: round {} of {}", name, round, scale.rounds(ROUNDS));
                add(measurements, name, BEFORE, round, clients.during(lasting(scale.time(LOAD_TIME))));
                ServingClients.Times times = rebuild(application, clients);
                add(measurements, name, DURING, round, times);
                LOG.info("{}: rebuilt and replaced in {}", name, times.elapsed());
            }
            return goals(name, measurements, clients.failed());
        }
    }

    private static BooleanSupplier lasting(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() < end;
    }

    private static ServingClients.Times rebuild(ApplicationProcess application, ServingClients clients)
            throws Exception {
        try (ViewRebuild rebuild = new ViewRebuild(application.port());
                ExecutorService operator = Executors.newVirtualThreadPerTaskExecutor()) {
            rebuild.start();
            Future<?> swap = operator.submit(rebuild::awaitSwap);
            ServingClients.Times times = clients.during(() -> !swap.isDone());
            swap.get();
            return times;
        }
    }

    private static void add(
            Measurements measurements, String name, String contender, int round, ServingClients.Times times) {
        measurements.add(new Measurement(reads(name), contender, round, times.reads(), times.elapsed()));
        measurements.add(new Measurement(commands(name), contender, round, times.commands(), times.elapsed()));
    }

    private static String reads(String name) {
        return name + ", reads";
    }

    private static String commands(String name) {
        return name + ", commands";
    }

    private static List<Goal> goals(String name, Measurements measurements, long failed) {
        return List.of(
                p99Goal(measurements, reads(name)),
                p99Goal(measurements, commands(name)),
                new Goal("%s: no request fails".formatted(name), failed == 0, failed + " failed"));
    }

    private static Goal p99Goal(Measurements measurements, String scenario) {
        double before = measurements.times(scenario, BEFORE).millis(99);
        double during = measurements.times(scenario, DURING).millis(99);
        return new Goal(
                "%s: the 99th percentile is at most %.0f times that before".formatted(scenario, MAX_RATIO),
                during <= MAX_RATIO * before,
                String.format(Locale.ROOT, "%.2f x, %.1f ms against %.1f ms", during / before, during, before));
    }
}
