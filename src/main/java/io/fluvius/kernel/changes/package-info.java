/** Live changes: what happens to the rows that a query matches, told to every follower as it happens. */
@NullMarked
package io.fluvius.kernel.changes;

import org.jspecify.annotations.NullMarked;
