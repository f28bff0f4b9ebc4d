/** The projections of accounts and transfers. */
@NullMarked
package io.fluvius.bank.query;

import org.jspecify.annotations.NullMarked;
