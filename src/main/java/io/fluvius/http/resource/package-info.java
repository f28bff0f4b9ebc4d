/** Resources over HTTP: items, lists, history, live changes. */
@NullMarked
@NamedInterface("resource")
package io.fluvius.http.resource;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
