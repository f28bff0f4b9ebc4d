package io.fluvius.bench.command;

import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Database;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W2: how many decisions in a second about users who have a past. */
public final class UpdateWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateWorkload.class);

    private static final List<Integer> CLIENTS = List.of(1, 64);
    private static final int EVENTS_EACH = 100;
    private static final Duration TURN = Duration.ofSeconds(5);
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
                `update-user` with a new name for one of many users at random, on PostgreSQL. Each of them has %d events before
                the first command; each command adds one. The peers are Axon's own `JdbcEventStorageEngine` with the same
                aggregate, without snapshots and with Axon's own, as in W1; it reads all events of an aggregate by one
                statement. Before anything is measured, everybody except the one without snapshots has renamed every user
                once, so that whoever makes snapshots has them. In the end every command that was acknowledged must have left
                its event.""".formatted(EVENTS_EACH);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        StoredEvents events = new StoredEvents(scale.rows() / EVENTS_EACH, EVENTS_EACH);
        try (Postgres postgres = Postgres.start()) {
            LOG.info("Writing {}", events);
            Database subject = events.in(postgres, "subject");
            Database plain = postgres.copy(subject, "plain");
            Database snapshots = postgres.copy(subject, "snapshots");
            try (Updaters updaters = new Updaters(plain, snapshots, subject, events.users())) {
                Figures figures = race(updaters, scale);
                return new Outcome(
                        figures,
                        goals(figures),
                        List.of(String.format(Locale.ROOT, "%,d users", events.users()), postgres.description()));
            }
        }
    }

    private static Figures race(Updaters updaters, Scale scale) throws Exception {
        LOG.info("Renaming everybody once");
        updaters.visitAll();
        Figures figures = new Figures();
        for (int clients : CLIENTS) {
            figures.race(
                    updaters.contest(contest(clients)),
                    new ClosedLoop(clients, scale.time(TURN)),
                    WARM_UPS,
                    scale.rounds(ROUNDS));
        }
        updaters.requireAllKept();
        return figures;
    }

    private static String contest(int clients) {
        return clients + (clients == 1 ? " client" : " clients");
    }

    private static List<Goal> goals(Figures figures) {
        return CLIENTS.stream()
                .flatMap(clients -> List.of(
                        goal(figures, contest(clients), AxonPeer.NAME, 5),
                        goal(figures, contest(clients), AxonPeer.SNAPSHOTS, 1.5))
                        .stream())
                .toList();
    }

    private static Goal goal(Figures figures, String contest, String peer, double least) {
        Ratio ratio = figures.ratio(Measure.RATE, contest, Subject.NAME, peer);
        return new Goal(
                "%s: at least %s times as many commands a second as %s".formatted(contest, least, peer),
                ratio.median() >= least,
                ratio.toString());
    }
}
