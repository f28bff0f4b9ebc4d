package io.fluvius.bench.command;

import io.fluvius.bench.Application;
import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Database;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.H2Files;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Profile;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
import java.time.Duration;
import java.util.List;

/** W1: how many users are created in a second. */
public final class CreateWorkload implements Workload {

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final List<Integer> CLIENTS = List.of(1, 8, 64, 256);
    private static final int MANY = 64;
    private static final Duration TURN = Duration.ofSeconds(3);
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
                `create-user` by 1 to 256 clients, each of which sends its next command when the last one was answered, for
                %d seconds a turn. Fluvius is the whole application: the command comes by its name with a `Map`, the e-mail
                address is unique, and the command has a receipt; its user directory stands still meanwhile, because no peer has
                one. The peers do less. Axon's own `JdbcEventStorageEngine` runs the same aggregate behind
                a plain configuration, without unique values, receipts or projection. By hand the row of the event is
                inserted and committed by one statement. Spring Data JPA saves an entity whose e-mail address is unique. Each
                has its own database on the same server and a pool of %d connections. Before somebody else has its turn, all
                that is left to be done is done. In the end every user that was acknowledged must be in the tables, with
                Fluvius the unique value and the receipt too.""".formatted(TURN.toSeconds(), Database.POOL_SIZE);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        Figures figures = new Figures();
        Profile profile = new Profile(this, Subject.NAME, scale);
        String server;
        try (Postgres postgres = Postgres.start()) {
            server = postgres.description();
            Database subject = postgres.create("subject");
            Application.migrate(subject);
            try (Creators creators =
                    new Creators(subject, postgres.copy(subject, "axon"), postgres.copy(subject, "hand"))) {
                races(POSTGRESQL, creators, figures, profile, scale);
            }
        }
        try (H2Files files = H2Files.create()) {
            Database axon = files.database("axon");
            Database hand = files.database("hand");
            Application.migrate(axon);
            Application.migrate(hand);
            try (Creators creators = new Creators(files.database("subject"), axon, hand)) {
                races(H2, creators, figures, profile, scale);
            }
        }
        profile.write();
        return new Outcome(figures, goals(figures), List.of(server, H2Files.DESCRIPTION));
    }

    private static void races(String database, Creators creators, Figures figures, Profile profile, Scale scale)
            throws Exception {
        Duration time = scale.time(TURN);
        new Figures().race(creators.all(database), new ClosedLoop(MANY, time), WARM_UPS, 1);
        for (int clients : CLIENTS) {
            String name = contest(database, clients);
            boolean everybody = database.equals(POSTGRESQL) || clients == MANY;
            figures.race(
                    everybody ? creators.all(name) : creators.axonAndFluvius(name),
                    profile.of(new ClosedLoop(clients, time)),
                    0,
                    scale.rounds(ROUNDS));
        }
        creators.requireAllKept();
    }

    private static String contest(String database, int clients) {
        return database + ", " + clients + (clients == 1 ? " client" : " clients");
    }

    private static List<Goal> goals(Figures figures) {
        return List.of(
                goal(figures, contest(POSTGRESQL, MANY), AxonPeer.NAME, 5),
                goal(figures, contest(POSTGRESQL, MANY), ByHand.NAME, 2),
                goal(figures, contest(POSTGRESQL, 1), AxonPeer.NAME, 0.9),
                goal(figures, contest(H2, MANY), AxonPeer.NAME, 2));
    }

    private static Goal goal(Figures figures, String contest, String peer, double least) {
        Ratio ratio = figures.ratio(Measure.RATE, contest, Subject.NAME, peer);
        return new Goal(
                "%s: at least %s times as many commands a second as %s".formatted(contest, least, peer),
                ratio.median() >= least,
                ratio.toString());
    }
}
