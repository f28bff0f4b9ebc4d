/** Dead letters: the events that processors could not handle, where they are stored, and how they are tried again. */
@NullMarked
@NamedInterface("deadletter")
package io.fluvius.processing.deadletter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
