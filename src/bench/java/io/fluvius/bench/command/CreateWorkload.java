package io.fluvius.bench.command;

import io.fluvius.bench.Application;
import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.H2Files;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Profile;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** W1: the number of users created per second. */
public final class CreateWorkload implements Workload {

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final List<Integer> CLIENTS = List.of(1, 8, 64, 256);
    private static final int MANY = 64;
    private static final Duration LOAD_TIME = Duration.ofSeconds(3);
    private static final int WARM_UPS = 12;
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "W1";
    }

    @Override
    public String title() {
        return "create";
    }

    @Override
    public String description() {
        return """
                `create-user` with 1 to 256 clients, each of which sends its next command when the previous one has returned. Each
                measurement takes %d seconds. Fluvius is the complete application: it receives the command by name with a `Map` as its
                payload, enforces a unique e-mail address, and recognizes a command that is repeated. Its event processors are stopped, because
                no peer has a projection. The peers do less. Axon's `JdbcEventStorageEngine` runs the same aggregate in a plain configuration, without
                unique values and projection, and runs a repeated command again. The hand-written code inserts and commits the row of the event with one statement.
                Spring Data JPA saves an entity with a unique e-mail address. Each contender has its own database on the same server and a
                pool of %d connections. Before the next contender is measured, the work left by the previous one is completed. At the end,
                the tables must contain every acknowledged user and, for Fluvius, its unique value.""".formatted(LOAD_TIME.toSeconds(), Database.POOL_SIZE);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        Measurements measurements = new Measurements();
        Profile profile = new Profile(this, Subject.NAME, scale);
        String server;
        try (Postgres postgres = Postgres.start()) {
            server = postgres.description();
            Database subject = postgres.create("subject");
            Application.migrate(subject);
            try (CreateContenders contenders =
                    new CreateContenders(subject, postgres.copy(subject, "axon"), postgres.copy(subject, "hand"))) {
                measure(POSTGRESQL, contenders, measurements, profile, scale);
            }
        }
        try (H2Files files = H2Files.create()) {
            Database axon = files.database("axon");
            Database hand = files.database("hand");
            Application.migrate(axon);
            Application.migrate(hand);
            try (CreateContenders contenders = new CreateContenders(files.database("subject"), axon, hand)) {
                measure(H2, contenders, measurements, profile, scale);
            }
        }
        profile.write();
        return new WorkloadResult(measurements, goals(measurements), List.of(server, H2Files.DESCRIPTION));
    }

    private static void measure(
            String database, CreateContenders contenders, Measurements measurements, Profile profile, Scale scale)
            throws Exception {
        Duration time = scale.time(LOAD_TIME);
        new Measurements().measure(contenders.all(database), new ClosedLoop(MANY, time), WARM_UPS, 1);
        for (int clients : CLIENTS) {
            String name = scenario(database, clients);
            boolean isForAll = database.equals(POSTGRESQL) || clients == MANY;
            measurements.measure(
                    isForAll ? contenders.all(name) : contenders.axonAndFluvius(name),
                    profile.of(new ClosedLoop(clients, time)),
                    0,
                    scale.rounds(ROUNDS));
        }
        contenders.requireAllStored();
    }

    static String scenario(String database, int clients) {
        return database + ", " + clients + (clients == 1 ? " client" : " clients");
    }

    private static List<Goal> goals(Measurements measurements) {
        List<Goal> goals = new ArrayList<>();
        for (int clients : CLIENTS) {
            goals.add(goal(measurements, scenario(POSTGRESQL, clients), AxonPeer.NAME, clients == MANY ? 3 : 1));
            goals.add(goal(measurements, scenario(POSTGRESQL, clients), Jpa.NAME, 1));
        }
        goals.add(goal(measurements, scenario(POSTGRESQL, MANY), HandWrittenInsert.NAME, 2));
        for (int clients : CLIENTS) {
            goals.add(goal(measurements, scenario(H2, clients), AxonPeer.NAME, clients == 1 ? 0.9 : 1));
        }
        return goals;
    }

    private static Goal goal(Measurements measurements, String scenario, String peer, double least) {
        Ratio ratio = measurements.ratio(Measure.RATE, scenario, Subject.NAME, peer);
        return new Goal(
                "%s: at least %s times the commands per second of %s".formatted(scenario, least, peer),
                ratio.median() >= least,
                ratio.toString());
    }
}
