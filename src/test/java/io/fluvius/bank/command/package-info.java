/** The aggregates of the bank, with their rules. */
@NullMarked
package io.fluvius.bank.command;

import org.jspecify.annotations.NullMarked;
