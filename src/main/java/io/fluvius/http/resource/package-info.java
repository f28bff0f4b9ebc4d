/** Resources over HTTP: items, lists, history, live changes. */
@NullMarked
package io.fluvius.http.resource;

import org.jspecify.annotations.NullMarked;
