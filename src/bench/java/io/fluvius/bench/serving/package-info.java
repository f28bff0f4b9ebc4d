/** W12: a view is rebuilt while it serves. */
@NullMarked
package io.fluvius.bench.serving;

import org.jspecify.annotations.NullMarked;
