/** W1, W2, W8, W9, W10, and the commands of W13: the throughput of commands. */
@NullMarked
package io.fluvius.bench.command;

import org.jspecify.annotations.NullMarked;
