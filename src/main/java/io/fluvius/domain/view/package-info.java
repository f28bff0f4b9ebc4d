/** What Fluvius derives from the record of a view: fields, operators, and rows in memory. */
@NullMarked
@NamedInterface("view")
package io.fluvius.domain.view;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
