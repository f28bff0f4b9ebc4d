/** The stored form of events: names, JSON, timestamps. */
@NullMarked
@NamedInterface("event")
package io.fluvius.eventstore.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
