package io.fluvius.bench.live;

import java.util.UUID;

/** A change of one row: which, and to which version. */
record Told(UUID id, long version) {}
