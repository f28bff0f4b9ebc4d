package io.fluvius.bench.live;

import java.util.UUID;

/** A version of a row. */
record RowVersion(UUID id, long version) {}
