/** Commands over HTTP: one at a time, or many. */
@NullMarked
package io.fluvius.http.command;

import org.jspecify.annotations.NullMarked;
