/** W6: the start time of the application. */
@NullMarked
package io.fluvius.bench.start;

import org.jspecify.annotations.NullMarked;
