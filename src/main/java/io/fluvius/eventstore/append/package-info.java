/** The append engine: concurrent commands are written in groups. */
@NullMarked
package io.fluvius.eventstore.append;

import org.jspecify.annotations.NullMarked;
