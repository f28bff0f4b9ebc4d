/** Measures the application against peers: what is compared, in which order, and how it is told. */
@NullMarked
package io.fluvius.bench;

import org.jspecify.annotations.NullMarked;
