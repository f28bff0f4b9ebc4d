package io.fluvius.projection.sql;

import java.util.List;
import org.jooq.Condition;
import org.jooq.SortField;

/**
 * A subset of the rows of a query that is contiguous in an index.
 *
 * @param condition matches the rows of the range
 * @param order the sort order of the rows within the range
 */
record IndexRange(Condition condition, List<SortField<?>> order) {}
