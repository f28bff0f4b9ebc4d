/** W7: how soon a change is seen by those who watch. */
@NullMarked
package io.fluvius.bench.live;

import org.jspecify.annotations.NullMarked;
