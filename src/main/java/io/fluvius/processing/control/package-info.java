/** Controls processors on all nodes: stops and starts them, changes their segments, and resets their tokens. */
@NullMarked
@NamedInterface("control")
package io.fluvius.processing.control;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
