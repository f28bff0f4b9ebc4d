/** Dispatches queries through the query gateway. */
@NullMarked
package io.fluvius.query.gateway;

import org.jspecify.annotations.NullMarked;
