package io.fluvius.console.event;

import io.fluvius.command.Command;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.http.request.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An event as pages show it.
 *
 * @param position its position
 * @param event the event as it is stored
 * @param payload its payload as the caller may see it
 * @param metaData its metadata; an empty object if it is not JSON
 * @param aggregatePage the page of its aggregate; null if it has none
 */
record EventRow(
        long position,
        StoredEvent event,
        String payload,
        JsonNode metaData,
        @Nullable String aggregatePage) {

    private static final int SUMMARY = 160;

    static EventRow of(LoggedEvent logged, String payload, @Nullable String aggregatePage) {
        return new EventRow(
                logged.position(), logged.event(), payload, json(logged.event().metaData()), aggregatePage);
    }

    /** Parses JSON; the result for a text that is not JSON is an empty object. */
    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException other) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** Its page. Axon Server does not find every event by its identifier. */
    public String link() {
        return linkTo(event.id()) + "?position=" + position;
    }

    static String linkTo(String id) {
        return "/console/events/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The beginning of its payload. */
    public String summary() {
        return payload.length() <= SUMMARY ? payload : payload.substring(0, SUMMARY) + "…";
    }

    public @Nullable String actor() {
        return member(Command.ACTOR);
    }

    public @Nullable String commandId() {
        return member(Command.COMMAND_ID);
    }

    public @Nullable String correlationId() {
        return member(Command.CORRELATION_ID);
    }

    /** The identifier of the event that caused its command; null if none is known. */
    public @Nullable String cause() {
        String cause = member(Command.CAUSATION_ID);
        return cause == null || cause.equals(commandId()) || cause.equals(event.id()) ? null : cause;
    }

    private @Nullable String member(String name) {
        return metaData.path(name).asString(null);
    }
}
