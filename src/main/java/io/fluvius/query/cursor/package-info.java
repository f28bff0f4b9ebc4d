/** Signed cursors: a position in the order of a query, as text. */
@NullMarked
package io.fluvius.query.cursor;

import org.jspecify.annotations.NullMarked;
