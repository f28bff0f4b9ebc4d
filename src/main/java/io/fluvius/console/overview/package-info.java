/** The first page. */
@NullMarked
package io.fluvius.console.overview;

import org.jspecify.annotations.NullMarked;
