/** The write side: commands found by their key, bound, validated and dispatched through the gateway. */
@NullMarked
package io.fluvius.kernel.command;

import org.jspecify.annotations.NullMarked;
