/** Receipts: the outcome of each command, so that a repeated command returns it. */
@NullMarked
@NamedInterface("receipt")
package io.fluvius.eventstore.receipt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
