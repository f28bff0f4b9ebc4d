package io.fluvius.operations.erasure;

import io.fluvius.personal.PersonalMembers;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event in the report on a person.
 *
 * @param sequence the event's sequence number
 * @param type the event's type
 * @param at the time of the event
 * @param eventId the event's identifier
 * @param data the members of the event that contain personal data
 */
record PersonalEntry(long sequence, String type, Instant at, String eventId, ObjectNode data) {

    /** The members of an event that contain personal data, as JSON. */
    static ObjectNode personal(Record event, JsonMapper mapper) {
        Set<String> members = PersonalMembers.of(event.getClass()).paths().stream()
                .map(path -> path.split("/", 2)[0])
                .collect(Collectors.toSet());
        return mapper.<ObjectNode>valueToTree(event).retain(members);
    }
}
