package io.fluvius.http.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the schema of an object. */
public final class ObjectSchema {

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();
    private final Map<String, Object> keywords = new LinkedHashMap<>();

    /** A member that is always there. */
    public ObjectSchema required(String name, Map<String, Object> schema) {
        required.add(name);
        return optional(name, schema);
    }

    public ObjectSchema optional(String name, Map<String, Object> schema) {
        properties.put(name, schema);
        return this;
    }

    public ObjectSchema description(String text) {
        keywords.put("description", text);
        return this;
    }

    /** Returns the schema of a response, which a later version may extend. */
    public Map<String, Object> open() {
        Map<String, Object> schema = new LinkedHashMap<>(OpenApiSchemas.ANY_OBJECT);
        schema.putAll(keywords);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    /** Returns the schema of a response that has members with names of their own beside these. */
    public Map<String, Object> extended() {
        return OpenApiSchemas.with(open(), "additionalProperties", true);
    }

    /** Returns the schema of a part of a request, in which the server refuses any other member. */
    public Map<String, Object> closed() {
        return OpenApiSchemas.with(open(), "additionalProperties", false);
    }
}
