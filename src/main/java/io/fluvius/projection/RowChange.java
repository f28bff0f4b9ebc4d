package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One change to one row, recorded to be applied later.
 *
 * @param table where the row lies
 * @param id which row
 * @param inserting whether the row is new, so that there is nothing to read before
 * @param change makes the change
 */
record RowChange<V extends Record>(ViewTable<V> table, UUID id, boolean inserting, Consumer<ReadModel<V>> change) {}
