package io.fluvius.projection.sql;

import java.util.List;
import org.jooq.Condition;
import org.jooq.SortField;

/**
 * A part of the rows of a list, in one stretch of an index.
 *
 * @param rows which rows
 * @param keys how they are sorted
 */
record IndexRange(Condition rows, List<SortField<?>> keys) {}
