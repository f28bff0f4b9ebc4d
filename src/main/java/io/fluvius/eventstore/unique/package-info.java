/** Unique values: claimed and released together with the events. */
@NullMarked
@NamedInterface("unique")
package io.fluvius.eventstore.unique;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
