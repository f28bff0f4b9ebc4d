/** The library in its next version, in which a book also shows its last reader. */
@NullMarked
package io.fluvius.operations.rebuild.library;

import org.jspecify.annotations.NullMarked;
