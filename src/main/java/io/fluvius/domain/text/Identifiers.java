package io.fluvius.domain.text;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Identifiers of aggregates and commands: UUIDs. Safe for use by many threads. */
public final class Identifiers {

    /** What a text must be to be an identifier; for messages. */
    public static final String EXPECTED = "must be a UUID, such as 0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10";

    private static final Pattern CANONICAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Identifiers() {}

    /** A new identifier that sorts by the time of its making (UUID version 7, RFC 9562). */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The identifier that a text stands for; empty unless it is a UUID written out in full, 36 characters. */
    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
