/** Texts and identifiers: what databases can store, and the configuration of JSON. */
@NullMarked
@NamedInterface("text")
package io.fluvius.domain.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
