package io.fluvius.console.page;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A value of a row or an event as pages show it. A missing value, an empty text and an empty list look different.
 *
 * @param kind how it is shown
 * @param text the value of one that is shown as text; empty for others
 * @param items the elements of a list; empty for others
 */
public record ShownValue(Kind kind, String text, List<ShownValue> items) {

    /** How a value is shown. */
    public enum Kind {
        MISSING,
        /** The caller may not see it, or whether there is one. */
        WITHHELD,
        /** It belonged to a person who was forgotten. */
        FORGOTTEN,
        EMPTY_TEXT,
        EMPTY_LIST,
        TEXT,
        /** In ISO 8601 and UTC; browsers with scripts show the time of the viewer. */
        TIME,
        LIST,
        /** An object, as JSON. */
        JSON,
        /** The last element of a list that is cut: the number of elements that are not shown. */
        MORE
    }

    /** The number of elements of a list that are shown, and of characters of an object. */
    private static final int LONGEST_LIST = 20;

    private static final int LONGEST_OBJECT = 1_000;

    public ShownValue {
        items = List.copyOf(items);
    }

    /** The form of a JSON value. */
    public static ShownValue of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return new ShownValue(Kind.MISSING, "", List.of());
        }
        if (isMark(value, "withheld")) {
            return new ShownValue(Kind.WITHHELD, "", List.of());
        }
        if (isMark(value, "forgotten")) {
            return new ShownValue(Kind.FORGOTTEN, "", List.of());
        }
        if (value.isArray()) {
            return value.isEmpty()
                    ? new ShownValue(Kind.EMPTY_LIST, "", List.of())
                    : new ShownValue(Kind.LIST, "", items(value));
        }
        if (value.isObject()) {
            String json = value.toString();
            String shown = json.length() <= LONGEST_OBJECT ? json : json.substring(0, LONGEST_OBJECT) + "…";
            return new ShownValue(Kind.JSON, shown, List.of());
        }
        String text = value.asString();
        if (text.isEmpty()) {
            return new ShownValue(Kind.EMPTY_TEXT, "", List.of());
        }
        return new ShownValue(value.isString() && isTime(text) ? Kind.TIME : Kind.TEXT, text, List.of());
    }

    /** Whether a value is an object that stands for a value which is not shown, and why: <code>{"withheld": true}</code>. */
    public static boolean isMark(JsonNode value, String reason) {
        return value.isObject() && value.size() == 1 && value.path(reason).asBoolean(false);
    }

    private static List<ShownValue> items(JsonNode list) {
        List<ShownValue> items = new ArrayList<>(
                list.valueStream().limit(LONGEST_LIST).map(ShownValue::of).toList());
        if (list.size() > LONGEST_LIST) {
            items.add(new ShownValue(Kind.MORE, String.valueOf(list.size() - LONGEST_LIST), List.of()));
        }
        return items;
    }

    private static boolean isTime(String text) {
        // most texts are none, and need no exception
        if (text.length() < 20 || text.charAt(10) != 'T' || !text.endsWith("Z")) {
            return false;
        }
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException other) {
            return false;
        }
    }
}
