/** A read model of an application's own, and the tests of what Fluvius does for it. */
@NullMarked
package io.fluvius.readmodel;

import org.jspecify.annotations.NullMarked;
