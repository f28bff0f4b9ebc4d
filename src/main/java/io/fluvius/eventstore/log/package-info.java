/** The whole log: read from a position on, and stored into an empty event store. */
@NullMarked
@NamedInterface("log")
package io.fluvius.eventstore.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
