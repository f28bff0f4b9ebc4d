/** The query language: parsed, checked, and dispatched through the query gateway. */
@NullMarked
package io.fluvius.kernel.query;

import org.jspecify.annotations.NullMarked;
