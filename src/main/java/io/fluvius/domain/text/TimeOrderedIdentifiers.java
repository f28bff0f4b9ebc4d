package io.fluvius.domain.text;

import org.axonframework.common.IdentifierFactory;

/**
 * Generates the identifiers of Axon's messages, so that they sort by the time of their generation. The index over the
 * identifiers of all events then receives new entries at its end, however many events there are. Axon finds this class
 * by {@link java.util.ServiceLoader}.
 */
public final class TimeOrderedIdentifiers extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return Identifiers.next().toString();
    }
}
