/** Tests of tenants. */
@NullMarked
package io.fluvius.tenant;

import org.jspecify.annotations.NullMarked;
