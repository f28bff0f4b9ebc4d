package io.fluvius.operations.erasure;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.ErasesPersonalData;
import io.fluvius.http.request.Json;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What says that a person was forgotten. Every value is read from the store when the certificate is asked for.
 *
 * @param subject SHA-256 of the resource, a slash, and the id, as hexadecimal digits
 * @param forgottenAt the time of the event that says so
 * @param by who sent its command; null if unknown
 * @param events the number of events of the person
 * @param values the number of members of these events whose values are forgotten
 * @param remaining what is left beside the events, by where it is
 */
record ErasureCertificate(
        String subject,
        Instant forgottenAt,
        @Nullable String by,
        long events,
        long values,
        Map<String, Long> remaining) {

    /**
     * Makes the certificate of a person.
     *
     * @throws NotFoundException if the person never existed, or is not forgotten
     */
    static ErasureCertificate of(
            AggregateRef person, StateManager state, PersonalKeys keys, KeptData kept, CurrentCaller caller) {
        HistoryEntry erasure = null;
        long events = 0;
        long values = 0;
        Iterator<HistoryEntry> history =
                state.history(person.resource(), person.id()).iterator();
        while (history.hasNext()) {
            HistoryEntry event = history.next();
            events++;
            values += PersonalEntry.personal(event.data(), Json.MAPPER)
                    .valueStream()
                    .filter(value -> !value.isNull())
                    .count();
            if (event.data().getClass().isAnnotationPresent(ErasesPersonalData.class)) {
                erasure = event;
            }
        }
        if (erasure == null || !keys.isForgotten(person.id())) {
            throw new NotFoundException(
                    Problem.of(ProblemCode.NOT_FOUND, "The " + person.resource() + " is not forgotten"));
        }
        return new ErasureCertificate(
                subject(person),
                erasure.at(),
                erasure.actor(),
                events,
                values,
                caller.call(Caller.APPLICATION, () -> kept.remaining(person)));
    }

    private static String subject(AggregateRef person) {
        try {
            byte[] text = (person.resource() + "/" + person.id()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
