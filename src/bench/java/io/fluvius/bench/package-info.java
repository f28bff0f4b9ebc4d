/** Compares the performance of the application with that of peers, and reports the results. */
@NullMarked
package io.fluvius.bench;

import org.jspecify.annotations.NullMarked;
