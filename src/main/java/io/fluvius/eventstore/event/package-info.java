/** Events as they are stored: names, JSON, times, gaps. */
@NullMarked
@NamedInterface("event")
package io.fluvius.eventstore.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
