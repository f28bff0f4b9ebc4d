/** One command for many aggregates: chosen in a table, previewed, run with progress, and the failures to try again. */
@NullMarked
package io.fluvius.console.bulk;

import org.jspecify.annotations.NullMarked;
