/** The page of a row: its fields, and how it came to be. */
@NullMarked
package io.fluvius.console.item;

import org.jspecify.annotations.NullMarked;
