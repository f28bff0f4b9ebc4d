/** The projection of all users. */
@NullMarked
package io.fluvius.user.query;

import org.jspecify.annotations.NullMarked;
