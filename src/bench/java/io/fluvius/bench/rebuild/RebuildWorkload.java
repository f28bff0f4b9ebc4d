package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WrongAnswerException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W4: the user directory from all events. */
public final class RebuildWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWorkload.class);

    private static final String CONTEST = "PostgreSQL, events";
    private static final int EVENTS_EACH = 10;
    private static final int ROUNDS = 3;
    private static final double LEAST_OF_AXON = 20;
    private static final double LEAST_OF_LIMIT = 0.5;

    @Override
    public String name() {
        return "W4";
    }

    @Override
    public String title() {
        return "rebuild";
    }

    @Override
    public String description() {
        return """
                The user directory is emptied and made anew from all events, on PostgreSQL: %d of each user, of a thousand users
                at a time by turns. Fluvius resets the tokens of its own processor. Axon's tracking processor runs as it comes,
                with one thread and one event a transaction; its handlers execute one statement an event; it is held against the
                others by how many events it handles in fifteen seconds. The limit is a loop by hand that reads all events by one
                statement, keeps all users in memory and writes them with `COPY` at the end. The tables have the same indexes.
                What Fluvius and the limit have made must be the same. Calls are events. Fluvius handles twenty thousand of them at a
                time, which is two turns of the users; where its batches cut turns in two, it writes more rows and is slower.""".formatted(EVENTS_EACH);
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
            try (Rebuilder axon = new AxonPeer(postgres.copy(subject, "axon"));
                    Rebuilder limit = new ByHand(postgres.copy(subject, "hand"));
                    Rebuilder fluvius = new Subject(subject)) {
                Figures figures = rounds(List.of(axon, fluvius, limit), scale.rounds(ROUNDS));
                requireSame(limit, fluvius);
                return new Outcome(
                        figures,
                        goals(figures),
                        List.of(
                                String.format(Locale.ROOT, "%,d events", events.users() * EVENTS_EACH),
                                postgres.description()));
            }
        }
    }

    private static Figures rounds(List<Rebuilder> rebuilders, int rounds) throws Exception {
        Figures figures = new Figures();
        for (int round = 1; round <= rounds; round++) {
            LOG.info("Round {} of {}", round, rounds);
            for (Rebuilder rebuilder : rebuilders) {
                Rebuilder.Progress progress = rebuilder.rebuild();
                figures.add(new Measurement(
                        CONTEST, rebuilder.name(), round, Percentiles.untimed(progress.events()), progress.elapsed()));
            }
        }
        return figures;
    }

    private static void requireSame(Rebuilder limit, Rebuilder fluvius) throws Exception {
        if (limit.checksum() != fluvius.checksum()) {
            throw new WrongAnswerException("The directories differ");
        }
    }

    private static List<Goal> goals(Figures figures) {
        return List.of(goal(figures, AxonPeer.NAME, LEAST_OF_AXON), goal(figures, ByHand.NAME, LEAST_OF_LIMIT));
    }

    private static Goal goal(Figures figures, String peer, double least) {
        Ratio ratio = figures.ratio(Measure.RATE, CONTEST, Subject.NAME, peer);
        return new Goal(
                "at least %s times as many events a second as the %s".formatted(least, peer),
                ratio.median() >= least,
                ratio.toString());
    }
}
