package io.fluvius.environment;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A row of the table of events, read without the code of the application. */
public record LoggedEvent(
        long index, String id, UUID user, long sequence, String type, JsonNode payload, JsonNode metaData) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** All events in the order of their global index. */
    public static List<LoggedEvent> all(DSLContext dsl) {
        return dsl.resultQuery(
                        "select global_index, event_identifier, aggregate_identifier, sequence_number, payload_type, payload,"
                                + " meta_data from domain_event order by global_index")
                .fetch(row -> new LoggedEvent(
                        row.get(0, Long.class),
                        row.get(1, String.class),
                        row.get(2, UUID.class),
                        row.get(3, Long.class),
                        row.get(4, String.class),
                        JSON.readTree(row.get(5, String.class)),
                        JSON.readTree(row.get(6, String.class))));
    }

    public UUID command() {
        return UUID.fromString(metaData.path("commandId").stringValue());
    }

    /** Whether a member of the payload has this text. */
    public boolean hasText(String text) {
        return payload.valueStream().anyMatch(value -> value.asString("").equals(text));
    }

    public boolean isDeletion() {
        return type.equals("user.user-deleted");
    }

    /** The unique values that the command claimed, each after its scope. */
    public List<String> claimed() {
        return values("claimedValues");
    }

    public List<String> released() {
        return values("releasedValues");
    }

    private List<String> values(String member) {
        return metaData.path(member)
                .valueStream()
                .map(claim -> claim.path("scope").stringValue() + " "
                        + claim.path("value").stringValue())
                .toList();
    }
}
