/** Reflection on records and sealed families, and the names that are derived from them. */
@NullMarked
@NamedInterface("record")
package io.fluvius.domain.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
