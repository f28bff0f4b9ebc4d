package io.fluvius.http.request;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes JSON as the caller of the present thread may see it: personal data is withheld from callers without the right
 * {@code personal-data:read}. Safe for use by many threads.
 */
public final class ShownJson {

    /** The JSON of a value that is withheld. */
    public static final Map<String, Object> WITHHELD = Map.of("withheld", true);

    private static final JsonMapper WITHHOLDING = Json.MAPPER
            .rebuild()
            .addModule(new SimpleModule("withheld").setSerializerModifier(new WithheldValues()))
            .build();

    private final AccessPolicy access;

    public ShownJson(AccessPolicy access) {
        this.access = access;
    }

    /** The mapper for the rows of a resource, and for their history. */
    public JsonMapper of(String resource) {
        return access.allowsPersonalData(resource) ? Json.MAPPER : WITHHOLDING;
    }

    /** The mapper for anything else that contains events or rows. */
    public JsonMapper ofAll() {
        return access.allows(Right.PERSONAL_DATA_READ) ? Json.MAPPER : WITHHOLDING;
    }
}
