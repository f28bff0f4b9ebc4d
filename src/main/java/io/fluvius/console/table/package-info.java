/** The page of a view: its rows, filtered, sorted and in pages. */
@NullMarked
package io.fluvius.console.table;

import org.jspecify.annotations.NullMarked;
