/** Records, sealed families and their names, read by reflection. */
@NullMarked
@NamedInterface("record")
package io.fluvius.domain.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
