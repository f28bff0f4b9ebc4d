package io.fluvius.eventstore.search;

import io.fluvius.command.Command;
import io.fluvius.domain.Text;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.LoggedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.common.DateTimeUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which events of the log are wanted: those that satisfy every part that is given. Immutable.
 *
 * @param types the stored names of types of events; empty for any
 * @param resource the type of the aggregate
 * @param aggregate the identifier of the aggregate
 * @param metaData the values of members of the metadata, such as {@link Command#ACTOR}
 * @param from the earliest time, included
 * @param to the latest time, excluded
 * @param text stands in the stored payload, case ignored; also as JSON would escape it
 */
public record EventFilter(
        Set<String> types,
        @Nullable String resource,
        @Nullable String aggregate,
        Map<String, String> metaData,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text) {

    /** Every event. */
    public static final EventFilter ALL = new EventFilter(Set.of(), null, null, Map.of(), null, null, null);

    private static final JsonMapper JSON = StoredJson.mapper();

    public EventFilter {
        types = Set.copyOf(types);
        metaData = Map.copyOf(metaData);
    }

    /** The same filter with a value of a member of the metadata. */
    public EventFilter withMetaData(String member, String value) {
        Map<String, String> more = new LinkedHashMap<>(metaData);
        more.put(member, value);
        return new EventFilter(types, resource, aggregate, more, from, to, text);
    }

    /** Whether an event satisfies every part. To be called once for many events, for what it prepares. */
    public Predicate<LoggedEvent> predicate() {
        Predicate<StoredEvent> hasText = text == null ? event -> true : text(text);
        return logged -> {
            StoredEvent event = logged.event();
            return (types.isEmpty() || types.contains(event.payloadType()))
                    && (resource == null || resource.equals(event.type()))
                    && (aggregate == null || aggregate.equals(event.aggregate()))
                    && isInTime(event)
                    && hasMetaData(event)
                    && hasText.test(event);
        };
    }

    private static Predicate<StoredEvent> text(String wanted) {
        String quoted = JSON.writeValueAsString(wanted);
        String folded = Text.folded(wanted);
        String escaped = Text.folded(quoted.substring(1, quoted.length() - 1));
        return event -> {
            String payload = Text.folded(event.payload());
            return payload.contains(folded) || payload.contains(escaped);
        };
    }

    private boolean isInTime(StoredEvent event) {
        if (from == null && to == null) {
            return true;
        }
        Instant time = DateTimeUtils.parseInstant(event.time());
        return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    private boolean hasMetaData(StoredEvent event) {
        if (metaData.isEmpty()) {
            return true;
        }
        JsonNode members = JSON.readTree(event.metaData());
        return metaData.entrySet().stream()
                .allMatch(wanted ->
                        wanted.getValue().equals(members.path(wanted.getKey()).asString(null)));
    }
}
