package io.fluvius.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that was measured of one workload. */
public final class Figures {

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    /** How many rounds do not count: by then the compiler of the JVM has seen what matters. */
    private static final int WARM_UPS = 2;

    private final List<Measurement> measurements = new ArrayList<>();

    /**
     * Lets the contenders of every contest work: first once each, to compare their answers; then for a warm-up that is
     * not kept; then round by round, in each round all contests, in each contest the contenders in turn, forwards and
     * backwards by turns, so that nobody always comes after the same neighbour.
     */
    public static Figures of(List<Contest> contests, Turn turn, int rounds) throws Exception {
        for (Contest contest : contests) {
            contest.requireSameAnswers();
        }
        LOG.info("Subject and peers answer the same; warming up");
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
            new Figures().round(contests, turn, warmUp);
        }
        Figures figures = new Figures();
        for (int round = 1; round <= rounds; round++) {
            LOG.info("Round {} of {}", round, rounds);
            figures.round(contests, turn, round);
        }
        return figures;
    }

    /**
     * Lets the contenders of a contest work in turn: first for warm-ups that are not kept, then round by round. Their
     * answers are not compared; who calls this sees to it that the work was done.
     */
    public void race(Contest contest, Turn turn, int warmUps, int rounds) throws Exception {
        for (int warmUp = 0; warmUp < warmUps; warmUp++) {
            LOG.info("{}: warming up", contest.name());
            new Figures().round(List.of(contest), turn, 0);
        }
        for (int round = 1; round <= rounds; round++) {
            LOG.info("{}: round {} of {}", contest.name(), round, rounds);
            round(List.of(contest), turn, round);
        }
    }

    /** One more measurement. */
    public void add(Measurement measurement) {
        measurements.add(measurement);
    }

    List<Measurement> all() {
        return Collections.unmodifiableList(measurements);
    }

    /** The names of the contests, in their order. */
    public List<String> contests() {
        return List.copyOf(new LinkedHashSet<>(
                measurements.stream().map(Measurement::contest).toList()));
    }

    /** Who took part in a contest, the peer that the others are held against first. */
    List<String> contenders(String contest) {
        return measurements.stream()
                .filter(it -> it.contest().equals(contest))
                .map(Measurement::contender)
                .distinct()
                .toList();
    }

    /** How many rounds there were. */
    int rounds() {
        return measurements.stream().mapToInt(Measurement::round).max().orElse(0);
    }

    /** All rounds of a contender together. */
    public Percentiles times(String contest, String contender) {
        return Percentiles.together(
                rounds(contest, contender).stream().map(Measurement::times).toList());
    }

    /** How many calls a second a contender answered. */
    public Ratio rate(String contest, String contender) {
        return spread(contest, contender, Measurement::callsPerSecond);
    }

    /** A figure of a contender, round by round. */
    Ratio spread(String contest, String contender, ToDoubleFunction<Measurement> figure) {
        return Ratio.of(
                rounds(contest, contender).stream().map(figure::applyAsDouble).toList());
    }

    /** The median time of a contender as a multiple of that of another one in the same round. */
    public Ratio ratio(String contest, String contender, String peer) {
        return ratio(Measure.TIME, contest, contender, peer);
    }

    /** What a contender reached as a multiple of what another one did in the same round. */
    public Ratio ratio(Measure measure, String contest, String contender, String peer) {
        List<Measurement> ours = rounds(contest, contender);
        List<Measurement> theirs = rounds(contest, peer);
        List<Double> ratios = new ArrayList<>();
        for (int at = 0; at < ours.size(); at++) {
            ratios.add(measure.of(ours.get(at)) / measure.of(theirs.get(at)));
        }
        return Ratio.of(ratios);
    }

    private List<Measurement> rounds(String contest, String contender) {
        return measurements.stream()
                .filter(it -> it.contest().equals(contest) && it.contender().equals(contender))
                .toList();
    }

    private void round(List<Contest> contests, Turn turn, int round) throws Exception {
        for (Contest contest : contests) {
            List<Contender> order = round % 2 == 0 ? contest.contenders().reversed() : contest.contenders();
            for (Contender contender : order) {
                add(turn.of(contest, contender, round));
                contender.settle().run();
            }
        }
    }
}
