/** Signing in and out, and the session of a person. */
@NullMarked
package io.fluvius.console.session;

import org.jspecify.annotations.NullMarked;
