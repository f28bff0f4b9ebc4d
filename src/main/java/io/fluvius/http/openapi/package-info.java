/** Metadata and the OpenAPI document. */
@NullMarked
@NamedInterface("openapi")
package io.fluvius.http.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
