/** What the bank does because of events, or because time passes. */
@NullMarked
package io.fluvius.bank.automation;

import org.jspecify.annotations.NullMarked;
