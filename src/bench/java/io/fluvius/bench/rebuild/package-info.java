/** W4, and the rebuilds of W13: how long it takes to know the present again from the past. */
@NullMarked
package io.fluvius.bench.rebuild;

import org.jspecify.annotations.NullMarked;
