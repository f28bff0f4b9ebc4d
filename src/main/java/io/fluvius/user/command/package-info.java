/** The user as an aggregate: what may happen to it. */
@NullMarked
package io.fluvius.user.command;

import org.jspecify.annotations.NullMarked;
