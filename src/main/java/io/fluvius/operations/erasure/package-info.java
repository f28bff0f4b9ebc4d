/** What is kept about persons; forgets persons again whom a restored backup has brought back. */
@NullMarked
package io.fluvius.operations.erasure;

import org.jspecify.annotations.NullMarked;
