package io.fluvius.bench;

/**
 * A goal of a workload.
 *
 * @param description the goal
 * @param met whether the goal was met
 * @param result the measured value, or the worst of several
 */
public record Goal(String description, boolean met, String result) {}
