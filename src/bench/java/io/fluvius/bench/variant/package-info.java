/** W13: what settings of Fluvius cost. */
@NullMarked
package io.fluvius.bench.variant;

import org.jspecify.annotations.NullMarked;
