/** What monitoring asks of a running node: whether it can serve, what it is, and how far its processors are. */
@NullMarked
package io.fluvius.operations.monitoring;

import org.jspecify.annotations.NullMarked;
