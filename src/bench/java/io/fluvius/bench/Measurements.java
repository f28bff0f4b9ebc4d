package io.fluvius.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The measurements of a workload. */
public final class Measurements {

    private static final Logger LOG = LoggerFactory.getLogger(Measurements.class);

    /** The number of warm-up rounds, after which the JVM has compiled the relevant code. */
    private static final int WARM_UPS = 2;

    private final List<Measurement> measurements = new ArrayList<>();

    /**
     * Measures all scenarios. Calls every contender once and compares the results, runs warm-up rounds that are not recorded,
     * and then the recorded rounds. Each round measures all contenders of all scenarios; the order of the contenders is
     * reversed in every other round, so that no contender always follows the same one.
     */
    public static Measurements of(List<Scenario> scenarios, LoadModel loadModel, int rounds) throws Exception {
        for (Scenario scenario : scenarios) {
            scenario.requireSameResults();
        }
        LOG.info("Subject and peers return the same results; warming up");
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
            new Measurements().round(scenarios, loadModel, warmUp);
        }
        Measurements measurements = new Measurements();
        for (int round = 1; round <= rounds; round++) {
            LOG.info("Round {} of {}", round, rounds);
            measurements.round(scenarios, loadModel, round);
        }
        return measurements;
    }

    /**
     * Measures one scenario: warm-up rounds that are not recorded, then the recorded rounds. Does not compare results; the
     * caller verifies the work.
     */
    public void measure(Scenario scenario, LoadModel loadModel, int warmUps, int rounds) throws Exception {
        for (int warmUp = 0; warmUp < warmUps; warmUp++) {
            LOG.info("{}: warming up", scenario.name());
            new Measurements().round(List.of(scenario), loadModel, 0);
        }
        for (int round = 1; round <= rounds; round++) {
            LOG.info("{}: round {} of {}", scenario.name(), round, rounds);
            round(List.of(scenario), loadModel, round);
        }
    }

    /** Adds a measurement. */
    public void add(Measurement measurement) {
        measurements.add(measurement);
    }

    /** Adds all measurements of another part of the workload. */
    public void addAll(Measurements part) {
        measurements.addAll(part.measurements);
    }

    List<Measurement> all() {
        return Collections.unmodifiableList(measurements);
    }

    /** Returns the names of the scenarios, in the order of the first measurement. */
    public List<String> scenarios() {
        return List.copyOf(new LinkedHashSet<>(
                measurements.stream().map(Measurement::scenario).toList()));
    }

    /** Returns the contenders of a scenario, starting with the peer with which the others are compared. */
    List<String> contenders(String scenario) {
        return measurements.stream()
                .filter(it -> it.scenario().equals(scenario))
                .map(Measurement::contender)
                .distinct()
                .toList();
    }

    /** Returns the number of rounds. */
    int rounds() {
        return measurements.stream().mapToInt(Measurement::round).max().orElse(0);
    }

    /** Returns the times of all rounds of a contender. */
    public Percentiles times(String scenario, String contender) {
        return Percentiles.merged(
                rounds(scenario, contender).stream().map(Measurement::times).toList());
    }

    /** Returns the calls per second of a contender. */
    public Ratio rate(String scenario, String contender) {
        return spread(scenario, contender, Measurement::callsPerSecond);
    }

    /** Returns the spread of a value over the rounds of a contender. */
    Ratio spread(String scenario, String contender, ToDoubleFunction<Measurement> figure) {
        return Ratio.of(
                rounds(scenario, contender).stream().map(figure::applyAsDouble).toList());
    }

    /** Returns the ratio of the median times of two contenders, compared within each round. */
    public Ratio ratio(String scenario, String contender, String peer) {
        return ratio(Measure.TIME, scenario, contender, peer);
    }

    /** Returns the ratio of two contenders by the given measure, compared within each round. */
    public Ratio ratio(Measure measure, String scenario, String contender, String peer) {
        List<Measurement> ours = rounds(scenario, contender);
        List<Measurement> theirs = rounds(scenario, peer);
        List<Double> ratios = new ArrayList<>();
        for (int at = 0; at < ours.size(); at++) {
            ratios.add(measure.of(ours.get(at)) / measure.of(theirs.get(at)));
        }
        return Ratio.of(ratios);
    }

    private List<Measurement> rounds(String scenario, String contender) {
        return measurements.stream()
                .filter(it -> it.scenario().equals(scenario) && it.contender().equals(contender))
                .toList();
    }

    private void round(List<Scenario> scenarios, LoadModel loadModel, int round) throws Exception {
        for (Scenario scenario : scenarios) {
            List<Contender> order = round % 2 == 0 ? scenario.contenders().reversed() : scenario.contenders();
            for (Contender contender : order) {
                add(loadModel.run(scenario, contender, round));
                contender.settle().run();
            }
        }
    }
}
