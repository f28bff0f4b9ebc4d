/** W6: how soon the application is of use. */
@NullMarked
package io.fluvius.bench.start;

import org.jspecify.annotations.NullMarked;
