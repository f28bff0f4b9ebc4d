package io.fluvius.bench;

import java.util.List;
import java.util.Locale;

/** The median, minimum and maximum of a value, as over several rounds. */
public record Ratio(double median, double min, double max) {

    /** Returns the spread of values. */
    public static Ratio of(List<Double> rounds) {
        List<Double> sorted = rounds.stream().sorted().toList();
        return new Ratio(middle(sorted), sorted.getFirst(), sorted.getLast());
    }

    /** {@code 1.12 (1.08..1.20)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", median, min, max);
    }

    /** Returns the values without fractions: {@code 1250 (1204..1311)}. */
    String whole() {
        return String.format(Locale.ROOT, "%.0f (%.0f..%.0f)", median, min, max);
    }

    private static double middle(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
