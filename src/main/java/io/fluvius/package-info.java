/** Fluvius: commands by name, events kept for ever, state by query. */
@NullMarked
package io.fluvius;

import org.jspecify.annotations.NullMarked;
