package io.fluvius.http.request;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import io.fluvius.personal.PersonalKeys;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes JSON as the caller of the present thread may see it: personal data is withheld from callers without the right
 * {@code personal-data:read}. Safe for use by many threads.
 */
public final class ShownJson {

    /** The JSON of a value that is withheld. */
    public static final Map<String, Object> WITHHELD = Map.of("withheld", true);

    /** The JSON of a value that is forgotten. */
    public static final Map<String, Object> FORGOTTEN = Map.of("forgotten", true);

    /** What the metadata of an event repeats of its personal data: unique values, and a fingerprint of the command. */
    private static final Set<String> PERSONAL_METADATA = Set.of("claimedValues", "releasedValues", "fingerprint");

    private static final JsonMapper WITHHOLDING = mapper("withheld", PersonalValues.withheld(WITHHELD));
    private static final JsonMapper FORGETTING = mapper("forgotten", PersonalValues.forgotten(FORGOTTEN));

    private final AccessPolicy access;
    private final PersonalKeys keys;

    public ShownJson(AccessPolicy access, PersonalKeys keys) {
        this.access = access;
        this.keys = keys;
    }

    private static JsonMapper mapper(String name, PersonalValues values) {
        return Json.MAPPER
                .rebuild()
                .addModule(new SimpleModule(name).setSerializerModifier(values))
                .build();
    }

    /** The mapper for the rows of a resource, and for their history. */
    public JsonMapper of(String resource) {
        return access.allowsPersonalData(resource) ? Json.MAPPER : WITHHOLDING;
    }

    /**
     * The mapper for the past of an aggregate. If the aggregate is a person who was forgotten, its records contain values that merely satisfy
     * their types.
     */
    public JsonMapper ofPast(String resource, UUID aggregate) {
        return access.allowsPersonalData(resource) && keys.isForgotten(aggregate) ? FORGETTING : of(resource);
    }

    /** Whether personal data in the rows of a resource, and in their history, is withheld. */
    public boolean withholds(String resource) {
        return !access.allowsPersonalData(resource);
    }

    /** Whether personal data is withheld in everything else. */
    public boolean withholds() {
        return !access.allows(Right.PERSONAL_DATA_READ);
    }

    /**
     * A stored event as the caller may see it.
     *
     * @param type the class of the event; null if the application does not have it, or if the event is stored in an earlier form.
     *     Then nothing says which of its members are personal data
     */
    public JsonNode event(@Nullable Class<?> type, JsonNode stored) {
        return !withholds() ? stored : type == null ? WithheldMembers.withheld() : withoutPersonalData(type, stored);
    }

    /** The metadata of an event as the caller may see it. */
    public JsonNode metaData(JsonNode stored) {
        if (!withholds() || !(stored instanceof ObjectNode members)) {
            return stored;
        }
        ObjectNode shown = members.deepCopy();
        PERSONAL_METADATA.stream().filter(shown::has).forEach(member -> shown.set(member, WithheldMembers.withheld()));
        return shown;
    }

    /** The JSON of a record without personal data, for what has to outlive the person. */
    public static JsonNode withoutPersonalData(Class<?> type, JsonNode json) {
        return WithheldMembers.of(type, json);
    }
}
