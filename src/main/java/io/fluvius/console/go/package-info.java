/** Finds a page by whatever a person knows: an id, a word, a name. */
@NullMarked
package io.fluvius.console.go;

import org.jspecify.annotations.NullMarked;
