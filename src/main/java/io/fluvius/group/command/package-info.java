/** The aggregate of a group, with its rules. */
@NullMarked
package io.fluvius.group.command;

import org.jspecify.annotations.NullMarked;
