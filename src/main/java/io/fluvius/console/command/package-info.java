/** Commands as forms. */
@NullMarked
package io.fluvius.console.command;

import org.jspecify.annotations.NullMarked;
