/** API keys: their text, their table, and the ways to create and revoke them. */
@NullMarked
package io.fluvius.security.key;

import org.jspecify.annotations.NullMarked;
