package io.fluvius.environment;

/** The length of the fault tests. */
public final class Nightly {

    private static final int FACTOR = Integer.getInteger("faults.factor", 1);

    private Nightly() {}

    /** The number, multiplied in the profile {@code nightly}. */
    public static int times(int number) {
        return number * FACTOR;
    }
}
