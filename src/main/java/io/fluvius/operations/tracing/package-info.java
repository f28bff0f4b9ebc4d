/** Traces of requests: from HTTP to the command, its events, and what they cause, on all nodes. Off unless it is configured. */
@NullMarked
package io.fluvius.operations.tracing;

import org.jspecify.annotations.NullMarked;
