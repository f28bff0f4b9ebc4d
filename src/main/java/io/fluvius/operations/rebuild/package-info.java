/** Rebuilds views into second tables, and offers it over HTTP. */
@NullMarked
package io.fluvius.operations.rebuild;

import org.jspecify.annotations.NullMarked;
