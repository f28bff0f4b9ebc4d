package io.fluvius.domain.text;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.util.UuidValidator;
import io.fluvius.domain.record.SingleValue;
import java.util.Optional;
import java.util.UUID;

/** Generates and parses the identifiers of aggregates and commands, which are UUIDs. Safe for use by many threads. */
public final class Identifiers {

    /** The message for a text that is not an identifier. */
    public static final String EXPECTED = "must be a UUID, such as 0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10";

    /** The pattern of an identifier, in the syntax that Java and ECMA-262 have in common, without anchors. */
    public static final String PATTERN = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";

    private static final int LENGTH = 36;

    /** The namespace of derived identifiers; chosen once at random. */
    private static final UUID DERIVED = UUID.fromString("7c1b9e52-3f0d-4b5a-9a37-6f4a1d0c8e21");

    private Identifiers() {}

    /** Generates an identifier. Identifiers sort by the time of their generation (UUID version 7, RFC 9562). */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** Derives an identifier from a name. The same name always has the same identifier (UUID version 5, RFC 9562). */
    public static UUID derived(String name) {
        return UuidCreator.getNameBasedSha1(DERIVED, name);
    }

    /**
     * Derives the identifier of what an event causes.
     *
     * @param event the identifier of the event
     * @param source the automation or the saga
     * @param part tells several causes apart: of the first command to an aggregate, {@code <id of the aggregate>/0}, and
     *     {@code 0} if it creates one
     */
    public static UUID causedBy(Object event, String source, String part) {
        return derived(event + "/" + source + "/" + part);
    }

    /** Parses an identifier. The result is empty unless the text is a UUID in its canonical form of 36 characters. */
    public static Optional<UUID> parse(String text) {
        return text.length() == LENGTH && UuidValidator.isValid(text)
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /**
     * Returns the text of an identifier.
     *
     * @param id a {@link UUID}, a record around one, or its text
     */
    public static String text(Object id) {
        return id instanceof Record wrapper ? String.valueOf(SingleValue.unwrap(wrapper)) : id.toString();
    }
}
