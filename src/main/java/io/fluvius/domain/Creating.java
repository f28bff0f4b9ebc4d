package io.fluvius.domain;

/** Marks a command that creates its aggregate: its identifier may be left out and is then generated. */
public interface Creating {}
