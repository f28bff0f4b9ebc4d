/** Automations: event handlers that send commands. Their processors, the identifiers of their commands, and their retries. */
@NullMarked
package io.fluvius.processing.automation;

import org.jspecify.annotations.NullMarked;
