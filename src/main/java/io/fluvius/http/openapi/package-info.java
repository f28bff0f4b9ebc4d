/** Metadata and the OpenAPI document. */
@NullMarked
package io.fluvius.http.openapi;

import org.jspecify.annotations.NullMarked;
