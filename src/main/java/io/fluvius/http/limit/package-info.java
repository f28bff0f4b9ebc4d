/** How much each caller may ask for: requests a second, and requests that last at the same time. */
@NullMarked
@NamedInterface("limit")
package io.fluvius.http.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
