/** Reads what every request has: parameters, body, identifiers, entity tags. */
@NullMarked
package io.fluvius.http.request;

import org.jspecify.annotations.NullMarked;
