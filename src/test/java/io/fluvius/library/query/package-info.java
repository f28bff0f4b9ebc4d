/** The catalogue: where every book is. */
@NullMarked
package io.fluvius.library.query;

import org.jspecify.annotations.NullMarked;
