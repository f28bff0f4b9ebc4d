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

    /** All rounds of a contender together. */
    public Percentiles times(String contest, String contender) {
        return Percentiles.together(
                rounds(contest, contender).stream().map(Measurement::times).toList());
    }

    /** A figure of a contender, round by round. */
    Ratio spread(String contest, String contender, ToDoubleFunction<Measurement> figure) {
        return Ratio.of(
                rounds(contest, contender).stream().map(figure::applyAsDouble).toList());
    }

    /** The median time of a contender as a multiple of that of another one in the same round. */
    public Ratio ratio(String contest, String contender, String peer) {
        List<Measurement> ours = rounds(contest, contender);
        List<Measurement> theirs = rounds(contest, peer);
        List<Double> ratios = new ArrayList<>();
        for (int at = 0; at < ours.size(); at++) {
            ratios.add(ours.get(at).times().median() / theirs.get(at).times().median());
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
            }
        }
    }
}
