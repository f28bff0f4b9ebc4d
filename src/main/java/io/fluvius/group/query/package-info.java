/** The projection of all groups. */
@NullMarked
package io.fluvius.group.query;

import org.jspecify.annotations.NullMarked;
