package io.fluvius.processing.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.CommandOptions;
import io.fluvius.domain.text.Identifiers;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;

/**
 * An event or a deadline, as the cause of what an automation or a saga does. Immutable.
 *
 * @param source the name of the automation, or the type and the identifier of the saga
 * @param event the event, or the message of the deadline
 * @param isAutomation false for a saga
 */
record Causes(String source, EventMessage<?> event, boolean isAutomation) {

    /** The maximum number of automations in a chain of causes. A longer chain is most likely a loop. */
    static final int MAX_DEPTH = 16;

    /** Derives an identifier from the event, the source, and a part that tells several of them apart. */
    UUID derivedId(String part) {
        Object cause = event.getMetaData().getOrDefault(Automation.DEADLINE, event.getIdentifier());
        return Identifiers.causedBy(cause, source, part);
    }

    /**
     * The options of a command that this causes.
     *
     * @param command tells the commands of the event apart
     * @throws IllegalStateException if the chain of causes has more than {@value #MAX_DEPTH} automations
     */
    CommandOptions options(String command) {
        CommandOptions derived = CommandOptions.NONE.id(derivedId(command));
        return isAutomation ? derived.metadata(Automation.CHAIN, chain()) : derived;
    }

    private String chain() {
        String before = (String) event.getMetaData().getOrDefault(Automation.CHAIN, "");
        List<String> chain = Stream.concat(
                        Arrays.stream(before.split(",")).filter(name -> !name.isEmpty()), Stream.of(source))
                .toList();
        if (chain.size() > MAX_DEPTH) {
            throw new IllegalStateException("Automations cause each other: " + String.join(" > ", chain)
                    + ". A chain of causes has at most " + MAX_DEPTH + " automations");
        }
        return String.join(",", chain);
    }
}
