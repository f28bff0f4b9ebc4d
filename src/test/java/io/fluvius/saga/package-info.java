/** A saga of users, as applications write it, and its tests. */
@NullMarked
package io.fluvius.saga;

import org.jspecify.annotations.NullMarked;
