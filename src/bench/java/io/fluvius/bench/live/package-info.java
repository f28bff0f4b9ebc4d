/** W7: the latency of live changes. */
@NullMarked
package io.fluvius.bench.live;

import org.jspecify.annotations.NullMarked;
