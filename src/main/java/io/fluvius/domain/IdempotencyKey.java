package io.fluvius.domain;

import java.util.UUID;

/**
 * A key by which another system recognizes a request that is repeated. It derives from the event and the {@link Automation},
 * and is the same each time the event is delivered.
 *
 * @param value the key (UUID version 5, RFC 9562)
 */
public record IdempotencyKey(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
