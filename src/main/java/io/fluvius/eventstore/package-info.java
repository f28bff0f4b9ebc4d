/** Where events live, and what is kept in one transaction with them: unique values, receipts, tokens, dead letters. */
@NullMarked
@ApplicationModule(displayName = "Event store", allowedDependencies = "kernel")
package io.fluvius.eventstore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
