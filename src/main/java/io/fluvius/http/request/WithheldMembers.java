package io.fluvius.http.request;

import io.fluvius.domain.PersonalData;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Withholds the personal data in JSON that was written from records, whatever its values are now. A member that the record does not
 * have is withheld too, because nothing says what it is.
 */
final class WithheldMembers {

    private WithheldMembers() {}

    /** Returns a copy of the JSON of a record without personal data; other JSON is withheld as a whole. */
    static JsonNode of(Class<?> type, JsonNode json) {
        if (!type.isRecord() || !json.isObject()) {
            return withheld();
        }
        ObjectNode shown = Json.MAPPER.createObjectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            if (isPersonal(component)) {
                shown.set(name, withheld());
            } else if (json.has(name)) {
                shown.set(name, value(component.getGenericType(), json.get(name)));
            }
        }
        json.propertyNames().stream()
                .filter(name -> !json.get(name).isNull() && !shown.has(name))
                .forEach(name -> shown.set(name, withheld()));
        return shown;
    }

    private static JsonNode value(Type type, JsonNode json) {
        if (type instanceof Class<?> record && record.isRecord() && json.isObject()) {
            return of(record, json);
        }
        if (json.isArray() && type instanceof ParameterizedType list) {
            ArrayNode shown = Json.MAPPER.createArrayNode();
            json.forEach(element -> shown.add(value(list.getActualTypeArguments()[0], element)));
            return shown;
        }
        // such as a map or an array: nothing says what its elements are
        return json.isContainer() ? withheld() : json;
    }

    /** Whether the values of a component are personal data, or contain some that cannot be told apart. */
    static boolean isPersonal(RecordComponent component) {
        return component.isAnnotationPresent(PersonalData.class) || isPersonal(component.getGenericType());
    }

    private static boolean isPersonal(Type type) {
        return switch (type) {
            case Class<?> known -> known.isAnnotationPresent(PersonalData.class);
            case ParameterizedType generic ->
                Stream.of(generic.getActualTypeArguments()).anyMatch(WithheldMembers::isPersonal);
            default -> false;
        };
    }

    static JsonNode withheld() {
        return Json.MAPPER.valueToTree(ShownJson.WITHHELD);
    }
}
