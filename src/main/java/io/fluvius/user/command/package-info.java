/** The aggregate of a user, with its rules. */
@NullMarked
package io.fluvius.user.command;

import org.jspecify.annotations.NullMarked;
