/** The user directory: a projection of all users. */
@NullMarked
package io.fluvius.user.query;

import org.jspecify.annotations.NullMarked;
