/** Read models in a database: coalesced writes, and the query language as SQL. */
@NullMarked
package io.fluvius.kernel.state;

import org.jspecify.annotations.NullMarked;
