/** The user directory: what is known of every user. */
@NullMarked
package io.fluvius.user.query;

import org.jspecify.annotations.NullMarked;
