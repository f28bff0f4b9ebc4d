/** The headers by which a browser protects its user, on every response. */
@NullMarked
@NamedInterface("header")
package io.fluvius.http.header;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
