package io.fluvius.security.key;

import io.fluvius.access.Right;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.security.ApiKeys.Grant;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line that say what a new key is for. The others are settings.
 *
 * @param all the options, which begin with two hyphens
 */
record KeyOptions(List<String> all) {

    private static final String ROLE = "--role=";
    private static final String RIGHT = "--right=";
    private static final String NAME = "--name=";
    private static final String SELF = "--self=";
    private static final String TENANT = "--tenant=";
    private static final String EXPIRES_IN = "--expires-in=";
    private static final List<String> OWN = List.of(ROLE, RIGHT, NAME, SELF, TENANT, EXPIRES_IN);

    /** After this time a key expires that is created without an option. */
    private static final Period DEFAULT_EXPIRY = Period.ofYears(1);

    /** An option that cannot be read. */
    @SuppressWarnings("serial")
    static final class InvalidException extends RuntimeException {
        InvalidException(String message) {
            super(message);
        }
    }

    /**
     * The option for a member of the request that creates a key over HTTP.
     *
     * @param pointer such as {@code /roles} or {@code /self/resource}
     */
    static String nameOf(String pointer) {
        String member = pointer.split("/")[1];
        return switch (member) {
            case "roles" -> "--role";
            case "rights" -> "--right";
            case "expiresAt" -> "--expires-in";
            default -> "--" + member;
        };
    }

    /** The settings of the application. */
    List<String> settings() {
        return all.stream()
                .filter(option -> OWN.stream().noneMatch(option::startsWith))
                .toList();
    }

    /** What the new key is for. The name is that of its first role unless another is given. */
    Grant grant() {
        Set<String> roles = values(ROLE).collect(Collectors.toSet());
        String name = values(NAME)
                .findFirst()
                .orElseGet(() -> values(ROLE).findFirst().orElse("key"));
        return new Grant(
                name,
                roles,
                values(RIGHT).map(KeyOptions::right).collect(Collectors.toSet()),
                self(),
                values(TENANT).findFirst().orElse(null),
                expiresAt());
    }

    private Stream<String> values(String option) {
        return all.stream()
                .filter(it -> it.startsWith(option))
                .map(it -> it.substring(option.length()))
                .flatMap(it -> Stream.of(it.split(",")));
    }

    private static Right right(String text) {
        return Right.find(text)
                .orElseThrow(() -> new InvalidException(text + " is not a right; the rights are "
                        + Stream.of(Right.values()).map(Right::text).collect(Collectors.joining(", ")) + "."));
    }

    private @Nullable AggregateRef self() {
        return values(SELF).findFirst().map(KeyOptions::aggregate).orElse(null);
    }

    private static AggregateRef aggregate(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || Identifiers.parse(text.substring(slash + 1)).isEmpty()) {
            throw new InvalidException(SELF + " must be followed by a resource and an id, such as user/0190c7a1-....");
        }
        return AggregateRef.of(text.substring(0, slash), text.substring(slash + 1));
    }

    private @Nullable Instant expiresAt() {
        String text = values(EXPIRES_IN).findFirst().orElse(DEFAULT_EXPIRY.toString());
        if (text.equals("never")) {
            return null;
        }
        try {
            return Instant.now()
                    .atOffset(ZoneOffset.UTC)
                    .plus(Period.parse(text))
                    .toInstant();
        } catch (DateTimeException malformed) {
            throw new InvalidException(EXPIRES_IN + " must be followed by a period such as P90D, or never.");
        }
    }
}
