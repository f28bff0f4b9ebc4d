package io.fluvius.processing.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.text.Identifiers;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;

/**
 * An event that an automation handles, as the cause of what the automation does. Immutable.
 *
 * @param automation the name of the automation
 * @param event the event
 */
record Causes(String automation, EventMessage<?> event) {

    /** The maximum number of automations in a chain of causes. A longer chain is most likely a loop. */
    static final int MAX_DEPTH = 16;

    /** Derives an identifier from the event, the automation, and a part that tells several of them apart. */
    UUID derivedId(String part) {
        return Identifiers.derived(event.getIdentifier() + "/" + automation + "/" + part);
    }

    /**
     * The automations of the chain of causes, this one included, separated by commas.
     *
     * @throws IllegalStateException if there are more than {@value #MAX_DEPTH}
     */
    String chain() {
        String before = (String) event.getMetaData().getOrDefault(Automation.CHAIN, "");
        List<String> chain = Stream.concat(
                        Arrays.stream(before.split(",")).filter(name -> !name.isEmpty()), Stream.of(automation))
                .toList();
        if (chain.size() > MAX_DEPTH) {
            throw new IllegalStateException("Automations cause each other: " + String.join(" > ", chain)
                    + ". A chain of causes has at most " + MAX_DEPTH + " automations");
        }
        return String.join(",", chain);
    }
}
