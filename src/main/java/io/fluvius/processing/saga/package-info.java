/** Sagas and their deadlines, stored in the database of the application. */
@NullMarked
@NamedInterface("saga")
package io.fluvius.processing.saga;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
