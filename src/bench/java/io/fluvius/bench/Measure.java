package io.fluvius.bench;

/** By what contenders are compared. */
public enum Measure {
    /** How long a call takes, the median. Less is better. */
    TIME("of the first one's time") {
        @Override
        double of(Measurement measurement) {
            return measurement.times().median();
        }
    },
    /** How many calls a second are answered. More is better. */
    RATE("of the first one's calls/s") {
        @Override
        double of(Measurement measurement) {
            return measurement.callsPerSecond();
        }
    };

    private final String words;

    Measure(String words) {
        this.words = words;
    }

    abstract double of(Measurement measurement);

    /** What a ratio of two contenders says. */
    String words() {
        return words;
    }
}
