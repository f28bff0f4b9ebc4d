package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A recorded change of one row.
 *
 * @param table the table of the row
 * @param id the identifier of the row
 * @param isInsert whether the row is new, so that no row needs to be read first
 * @param change applies the change to a read model
 */
record RowChange<V extends Record>(ViewTable<V> table, UUID id, boolean isInsert, Consumer<ReadModel<V>> change) {}
