/** Receipts: the stored outcomes of commands, which repeated commands return. */
@NullMarked
@NamedInterface("receipt")
package io.fluvius.eventstore.receipt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
