package io.fluvius.bench;

/**
 * Something that was aimed at.
 *
 * @param words what was aimed at
 * @param met whether it was reached
 * @param found what was found instead, the worst of it
 */
public record Goal(String words, boolean met, String found) {}
