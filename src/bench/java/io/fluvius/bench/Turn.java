package io.fluvius.bench;

/** How a contender works when it has its turn. */
@FunctionalInterface
public interface Turn {

    /** What it did. */
    Measurement of(Contest contest, Contender contender, int round) throws Exception;
}
