package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import io.fluvius.bench.WrongAnswerException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W4: rebuilding the user directory from all events. */
public final class RebuildWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWorkload.class);

    private static final String SCENARIO = "PostgreSQL, events";
    private static final int EVENTS_EACH = 10;
    private static final int ROUNDS = 3;
    private static final double MIN_RATIO_TO_AXON = 20;
    private static final double MIN_RATIO_TO_LIMIT = 0.5;

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
                The user directory is emptied and rebuilt from all events, on PostgreSQL: %d events per user, interleaved in blocks of a
                thousand users. Fluvius resets the tokens of its own processor. Axon's tracking processor has its defaults, one thread and
                one event per transaction, and its handlers execute one statement per event; it is compared by the number of events that it
                handles in fifteen seconds. The upper limit is a hand-written loop that reads all events with one statement, holds all users
                in memory, and writes them with `COPY` at the end. All tables have the same indexes. Fluvius and the hand-written loop must
                produce the same directory. A call is an event. Fluvius handles batches of twenty thousand events, which are two blocks of
                users; if batches split blocks, it writes more rows and is slower.""".formatted(EVENTS_EACH);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        StoredEvents events = events(scale);
        try (Postgres postgres = Postgres.start()) {
            LOG.info("Writing {}", events);
            Database subject = events.createIn(postgres, "subject");
            try (Rebuilder axon = new AxonPeer(postgres.copy(subject, "axon"));
                    Rebuilder limit = new HandWrittenRebuild(postgres.copy(subject, "hand"));
                    Rebuilder fluvius = new Subject(Subject.NAME, subject)) {
                Measurements measurements = new Measurements();
                rounds(SCENARIO, List.of(axon, fluvius, limit), measurements, scale.rounds(ROUNDS));
                requireSame(limit, fluvius);
                return new WorkloadResult(
                        measurements,
                        goals(measurements),
                        List.of(
                                String.format(Locale.ROOT, "%,d events", events.users() * EVENTS_EACH),
                                postgres.description()));
            }
        }
    }

    static StoredEvents events(Scale scale) {
        return new StoredEvents(scale.rows() / EVENTS_EACH, EVENTS_EACH);
    }

    /** Measures the rebuilders in turn, in the opposite order in every other round. */
    static void rounds(String scenario, List<? extends Rebuilder> rebuilders, Measurements measurements, int rounds)
            throws Exception {
        for (int round = 1; round <= rounds; round++) {
            LOG.info("Round {} of {}", round, rounds);
            for (Rebuilder rebuilder : round % 2 == 0 ? rebuilders.reversed() : rebuilders) {
                Rebuilder.Progress progress = rebuilder.rebuild();
                measurements.add(new Measurement(
                        scenario, rebuilder.name(), round, Percentiles.untimed(progress.events()), progress.elapsed()));
            }
        }
    }

    static void requireSame(Rebuilder limit, Rebuilder fluvius) throws Exception {
        if (limit.checksum() != fluvius.checksum()) {
            throw new WrongAnswerException("The directories differ");
        }
    }

    private static List<Goal> goals(Measurements measurements) {
        return List.of(
                goal(measurements, AxonPeer.NAME, MIN_RATIO_TO_AXON),
                goal(measurements, HandWrittenRebuild.NAME, MIN_RATIO_TO_LIMIT));
    }

    private static Goal goal(Measurements measurements, String peer, double least) {
        Ratio ratio = measurements.ratio(Measure.RATE, SCENARIO, Subject.NAME, peer);
        return new Goal(
                "at least %s times the events per second of %s".formatted(least, peer),
                ratio.median() >= least,
                ratio.toString());
    }
}
