/** API keys: their text, their table, and the ways to create and revoke them. */
@NullMarked
@NamedInterface("key")
package io.fluvius.security.key;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
