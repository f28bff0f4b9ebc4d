/** The user as an aggregate, with its rules. */
@NullMarked
package io.fluvius.user.command;

import org.jspecify.annotations.NullMarked;
