/** Dispatches queries through the query gateway, and assembles pages. */
@NullMarked
package io.fluvius.query.gateway;

import org.jspecify.annotations.NullMarked;
