package io.fluvius.personal;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Replaces values in a JSON text and leaves every other character as it is. Used by one thread. */
final class JsonRewrite {

    /** Reads stored JSON of any size, which the application has accepted once. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String json;
    private final Rule rule;
    private final StringBuilder result = new StringBuilder();
    private int copied;

    private JsonRewrite(String json, Rule rule) {
        this.json = json;
        this.rule = rule;
    }

    /** Which values to replace, and by what. */
    interface Rule {

        /**
         * Whether to replace a value. Not asked for null, nor for what is inside of a value that is replaced.
         *
         * @param path the names of the members that lead to the value, as in {@code address/street}; those of an array are also
         *     those of its elements
         * @param json the whole text
         * @param start where the value begins in it
         */
        boolean covers(String path, String json, int start);

        /** The JSON in place of a value. */
        String replacement(String path, String value);
    }

    /**
     * Returns the text with replaced values; the same text when no value is replaced or the text is no JSON object.
     *
     * @throws IllegalArgumentException if the text begins as an object and is malformed
     */
    static String apply(String json, Rule rule) {
        return json.startsWith("{") ? new JsonRewrite(json, rule).run() : json;
    }

    private String run() {
        try {
            return replaced();
        } catch (JacksonException malformed) {
            // the message could quote the text
            throw new IllegalArgumentException("What is stored is no JSON");
        }
    }

    private String replaced() {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            members(parser, "");
        }
        return copied == 0 ? json : result.append(json, copied, json.length()).toString();
    }

    private void members(JsonParser parser, String parent) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            value(parser, parent.isEmpty() ? name : parent + "/" + name);
        }
    }

    private void value(JsonParser parser, String path) {
        JsonToken token = parser.currentToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        if (token != JsonToken.VALUE_NULL && rule.covers(path, json, start)) {
            int end = end(parser, token);
            result.append(json, copied, start).append(rule.replacement(path, json.substring(start, end)));
            copied = end;
        } else if (token == JsonToken.START_OBJECT) {
            members(parser, path);
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(parser, path);
            }
        }
    }

    private static int end(JsonParser parser, JsonToken token) {
        if (token.isStructStart()) {
            parser.skipChildren();
        } else {
            // the parser reads a text only when it is asked for it
            parser.getString();
        }
        return (int) parser.currentLocation().getCharOffset();
    }
}
