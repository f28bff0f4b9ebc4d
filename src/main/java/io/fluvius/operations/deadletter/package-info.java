/** Dead letters: what is parked and why, retries, and evictions. */
@NullMarked
package io.fluvius.operations.deadletter;

import org.jspecify.annotations.NullMarked;
