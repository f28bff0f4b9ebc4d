/** Problem details (RFC 9457), and every exception turned into one. */
@NullMarked
@NamedInterface("problem")
package io.fluvius.http.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
