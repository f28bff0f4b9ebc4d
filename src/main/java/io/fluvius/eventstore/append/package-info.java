/** The append engine: writes concurrent commands in groups. */
@NullMarked
package io.fluvius.eventstore.append;

import org.jspecify.annotations.NullMarked;
