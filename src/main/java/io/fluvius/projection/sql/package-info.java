/** Filters, orders and pages as SQL. */
@NullMarked
package io.fluvius.projection.sql;

import org.jspecify.annotations.NullMarked;
