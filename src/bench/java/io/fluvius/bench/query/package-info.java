/** W5, and the pages of W13: pages of a million users. */
@NullMarked
package io.fluvius.bench.query;

import org.jspecify.annotations.NullMarked;
