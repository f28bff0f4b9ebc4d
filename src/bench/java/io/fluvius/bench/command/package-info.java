/** W1, W2, W8: how many commands a second are decided and kept. */
@NullMarked
package io.fluvius.bench.command;

import org.jspecify.annotations.NullMarked;
