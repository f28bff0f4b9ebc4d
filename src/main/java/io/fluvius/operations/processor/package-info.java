/** Event processors: their state, and what operators do to them. */
@NullMarked
package io.fluvius.operations.processor;

import org.jspecify.annotations.NullMarked;
