/** Unique values, which are claimed and released together with the events of a decision. */
@NullMarked
@NamedInterface("unique")
package io.fluvius.eventstore.unique;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
