/** The book as an aggregate: what may happen to it. */
@NullMarked
package io.fluvius.library.command;

import org.jspecify.annotations.NullMarked;
