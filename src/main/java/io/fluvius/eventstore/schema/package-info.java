/** The tables and columns of the event store, named once. */
@NullMarked
@NamedInterface("schema")
package io.fluvius.eventstore.schema;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
