package io.fluvius.faults;

/** How long the tests of faults are. */
final class Nightly {

    private static final int FACTOR = Integer.getInteger("faults.factor", 1);

    private Nightly() {}

    /** That often, and in the profile {@code nightly} several times that. */
    static int times(int number) {
        return number * FACTOR;
    }
}
