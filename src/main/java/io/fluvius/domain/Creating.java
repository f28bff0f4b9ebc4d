package io.fluvius.domain;

/** Marks a command that creates its aggregate. If the caller sends no identifier for the aggregate, one is generated. */
public interface Creating {}
