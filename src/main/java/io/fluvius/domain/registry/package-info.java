/** The domains of this application, looked up by name, path, or view. */
@NullMarked
@NamedInterface("registry")
package io.fluvius.domain.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
