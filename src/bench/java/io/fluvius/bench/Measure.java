package io.fluvius.bench;

/** The value by which contenders are compared. */
public enum Measure {
    /** The median time of a call. Lower is better. */
    TIME("time relative to the first") {
        @Override
        double of(Measurement measurement) {
            return measurement.times().median();
        }
    },
    /** The calls per second. Higher is better. */
    RATE("calls/s relative to the first") {
        @Override
        double of(Measurement measurement) {
            return measurement.callsPerSecond();
        }
    };

    private final String title;

    Measure(String title) {
        this.title = title;
    }

    abstract double of(Measurement measurement);

    /** Returns the title of ratios of this measure. */
    String title() {
        return title;
    }
}
