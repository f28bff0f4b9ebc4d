package io.fluvius.bench.command;

import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W2: the number of commands per second on users with existing events. */
public final class UpdateWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateWorkload.class);

    private static final List<Integer> CLIENTS = List.of(1, 64);
    private static final int EVENTS_EACH = 100;
    private static final Duration LOAD_TIME = Duration.ofSeconds(5);
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "W2";
    }

    @Override
    public String title() {
        return "update";
    }

    @Override
    public String description() {
        return """
                `update-user` with a new name for a random user, on PostgreSQL. Each user has %d events before the first command, and each
                command adds one event. The peers are Axon's `JdbcEventStorageEngine` as in W1, without snapshots and with Axon's
                snapshots; it reads all events of an aggregate with one statement. Before the measurement, every contender except the one
                without snapshots renames every user once, so that existing snapshots can be used. At the end, the tables must contain the
                event of every acknowledged command.""".formatted(EVENTS_EACH);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        StoredEvents events = new StoredEvents(scale.rows() / EVENTS_EACH, EVENTS_EACH);
        try (Postgres postgres = Postgres.start()) {
            LOG.info("Writing {}", events);
            Database subject = events.createIn(postgres, "subject");
            Database plain = postgres.copy(subject, "plain");
            Database snapshots = postgres.copy(subject, "snapshots");
            try (UpdateContenders contenders = new UpdateContenders(plain, snapshots, subject, events.users())) {
                Measurements measurements = measure(contenders, scale);
                return new WorkloadResult(
                        measurements,
                        goals(measurements),
                        List.of(String.format(Locale.ROOT, "%,d users", events.users()), postgres.description()));
            }
        }
    }

    private static Measurements measure(UpdateContenders contenders, Scale scale) throws Exception {
        LOG.info("Renaming every user once");
        contenders.renameAll();
        Measurements measurements = new Measurements();
        for (int clients : CLIENTS) {
            measurements.measure(
                    contenders.scenario(scenario(clients)),
                    new ClosedLoop(clients, scale.time(LOAD_TIME)),
                    WARM_UPS,
                    scale.rounds(ROUNDS));
        }
        contenders.requireAllStored();
        return measurements;
    }

    private static String scenario(int clients) {
        return clients + (clients == 1 ? " client" : " clients");
    }

    private static List<Goal> goals(Measurements measurements) {
        return CLIENTS.stream()
                .flatMap(clients -> List.of(
                        goal(measurements, scenario(clients), AxonPeer.NAME, clients == 1 ? 3 : 6),
                        goal(measurements, scenario(clients), AxonPeer.SNAPSHOTS, clients == 1 ? 1.5 : 3))
                        .stream())
                .toList();
    }

    private static Goal goal(Measurements measurements, String scenario, String peer, double least) {
        Ratio ratio = measurements.ratio(Measure.RATE, scenario, Subject.NAME, peer);
        return new Goal(
                "%s: at least %s times the commands per second of %s".formatted(scenario, least, peer),
                ratio.median() >= least,
                ratio.toString());
    }
}
