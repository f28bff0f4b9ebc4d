package io.fluvius.bench;

/** How calls are made during a measurement. */
@FunctionalInterface
public interface LoadModel {

    /** Makes the calls and returns their measurement. */
    Measurement run(Scenario scenario, Contender contender, int round) throws Exception;
}
