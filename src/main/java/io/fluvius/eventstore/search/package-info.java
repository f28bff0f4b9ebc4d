/** Looks through the log for people: events by what they are, newest first, without indexes that every append would have to maintain. */
@NullMarked
@NamedInterface("search")
package io.fluvius.eventstore.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
