package io.fluvius.console.event;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.EventEvolution;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.StoredEvent;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payload of an event as it is stored, and as it is read.
 *
 * @param payload what is stored, JSON on several lines, cut when it is very long
 * @param isCut whether it is cut
 * @param isKnown whether this application has the type of the event
 * @param revision the revision in which the event is read; null if it has none
 * @param read what is read, if the event is stored in another form
 * @param unreadable why the event cannot be read; null if it can
 */
record StoredForm(
        String payload,
        boolean isCut,
        boolean isKnown,
        @Nullable String revision,
        @Nullable String read,
        @Nullable String unreadable) {

    private static final JsonMapper JSON = StoredJson.mapper();

    /** A page has at most 150 kB. */
    private static final int LONGEST = 20_000;

    /** The form for a caller who does not see personal data. */
    static StoredForm withheld(String payload, Optional<Class<?>> type) {
        String shown = pretty(payload);
        boolean isCut = shown.length() > LONGEST;
        return new StoredForm(isCut ? shown.substring(0, LONGEST) : shown, isCut, type.isPresent(), null, null, null);
    }

    static StoredForm of(StoredEvent event, EventNames names, DomainRegistry domains) {
        String payload = pretty(event.payload());
        boolean isCut = payload.length() > LONGEST;
        String shown = isCut ? payload.substring(0, LONGEST) : payload;
        Class<?> type = names.typeOf(event.payloadType()).orElse(null);
        Optional<RegisteredDomain> domain = domains.all().stream()
                .filter(it -> type != null && it.events().contains(type))
                .findFirst();
        if (type == null || domain.isEmpty()) {
            return new StoredForm(shown, isCut, false, null, null, null);
        }
        EventEvolution evolution = domain.get().evolution();
        String revision = evolution.revisionOf(type);
        String stored = Objects.requireNonNullElse(event.revision(), "");
        if (evolution.isCurrent(type, stored)) {
            return new StoredForm(shown, isCut, true, revision, null, null);
        }
        try {
            String read = JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(evolution.read(type, stored, event.payload(), JSON));
            return new StoredForm(
                    shown, isCut, true, revision, read.substring(0, Math.min(LONGEST, read.length())), null);
        } catch (EventEvolution.UnreadableException unreadable) {
            return new StoredForm(shown, isCut, true, revision, null, unreadable.getMessage());
        }
    }

    /** JSON on several lines; any other text as it is. */
    static String pretty(String json) {
        try {
            return JSON.readTree(json).toPrettyString();
        } catch (JacksonException other) {
            return json;
        }
    }
}
