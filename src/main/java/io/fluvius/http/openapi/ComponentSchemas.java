package io.fluvius.http.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The named schemas of the document. Used by one thread. */
public final class ComponentSchemas {

    private final Map<String, Map<String, Object>> schemas = new LinkedHashMap<>();

    /** Adds a schema and returns a reference to it. */
    public Map<String, Object> add(String name, Map<String, Object> schema) {
        return add(name, reference -> schema);
    }

    /**
     * Adds a schema that refers to itself and returns a reference to it. A name that is taken, such as {@code Problem} for a
     * resource, gets an underscore.
     */
    public Map<String, Object> add(String name, UnaryOperator<Map<String, Object>> schema) {
        String free = name;
        while (schemas.containsKey(free)) {
            free += "_";
        }
        Map<String, Object> reference = reference(free);
        schemas.put(free, Map.of());
        schemas.put(free, schema.apply(reference));
        return reference;
    }

    /** Returns a reference to the schema with this name. */
    public static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    Map<String, Schema<?>> schemas() {
        Map<String, Schema<?>> converted = new LinkedHashMap<>();
        schemas.forEach((name, schema) -> converted.put(name, OpenApiSchemas.schema(schema)));
        return converted;
    }
}
