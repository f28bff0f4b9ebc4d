/** Reads what every request has: parameters, body, identifiers, entity tags. */
@NullMarked
@NamedInterface("request")
package io.fluvius.http.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
