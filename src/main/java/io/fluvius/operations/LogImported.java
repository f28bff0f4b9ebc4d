package io.fluvius.operations;

/** Published when a log was imported into the running application, on the thread of the import. */
public record LogImported() {}
