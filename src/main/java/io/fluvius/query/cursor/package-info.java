/** Encodes positions in the results of a query as signed cursors. */
@NullMarked
package io.fluvius.query.cursor;

import org.jspecify.annotations.NullMarked;
