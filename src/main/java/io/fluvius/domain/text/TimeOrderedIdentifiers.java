package io.fluvius.domain.text;

import org.axonframework.common.IdentifierFactory;

/**
 * Makes Axon's messages, events above all, identifiers that sort by the time of their making. New ones then lie side by side
 * in the index over all events, however many there are. Found by {@link java.util.ServiceLoader}.
 */
public final class TimeOrderedIdentifiers extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return Identifiers.next().toString();
    }
}
