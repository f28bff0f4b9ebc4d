/** W1, W2, W8: the throughput of commands. */
@NullMarked
package io.fluvius.bench.command;

import org.jspecify.annotations.NullMarked;
