/** The events of the log: all of them, newest first, and each with its causes and its effects. */
@NullMarked
package io.fluvius.console.event;

import org.jspecify.annotations.NullMarked;
