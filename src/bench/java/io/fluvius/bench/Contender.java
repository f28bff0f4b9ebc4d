package io.fluvius.bench;

import java.util.concurrent.Callable;

/**
 * One who does the work that is measured.
 *
 * @param name as the report calls it
 * @param work one call; its answer is compared with those of the others before anything is measured
 */
public record Contender(String name, Callable<?> work) {}
