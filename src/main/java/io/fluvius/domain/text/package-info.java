/** Text and identifiers: what is accepted, how case is folded, how JSON is read and stored. */
@NullMarked
@NamedInterface("text")
package io.fluvius.domain.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
