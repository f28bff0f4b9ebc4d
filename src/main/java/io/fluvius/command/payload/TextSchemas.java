package io.fluvius.command.payload;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes text by JSON Schemas. Patterns have the syntax that Java and ECMA-262, with its flag {@code u}, have in common.
 * JSON Schema matches a pattern anywhere in the text, Jakarta Validation against the whole text, so each pattern has anchors.
 */
final class TextSchemas {

    /** The property White_Space of Unicode. */
    static final String WHITE_SPACE =
            "\\x09-\\x0D\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";

    /** What no database stores: the character NUL, and halves of surrogate pairs. */
    private static final String NOT_STORABLE = "\\x00\\uD800-\\uDFFF";

    private static final String SPACES = "[" + WHITE_SPACE + "]*";
    private static final String ANY = "[^" + NOT_STORABLE + "]";
    private static final String VISIBLE = "[^" + NOT_STORABLE + WHITE_SPACE + "]";

    /** Every text that the validator accepts as an address has this form; it refuses others, which no pattern can tell. */
    private static final String EMAIL = ANY + "+@" + ANY + "+";

    private TextSchemas() {}

    /** Returns the schema of a text. From a trimmed one, the white space around it is removed before it is validated. */
    static ObjectNode of(Constraints constraints, boolean trimmed) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        String description = description(constraints, trimmed);
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        if (constraints.leastSize() > 0) {
            schema.put("minLength", constraints.leastSize());
        }
        if (!trimmed && constraints.hasGreatestSize()) {
            schema.put("maxLength", constraints.greatestSize());
        }
        return schema.put("pattern", pattern(constraints, trimmed));
    }

    private static String pattern(Constraints constraints, boolean trimmed) {
        List<String> patterns = new ArrayList<>();
        String around = trimmed ? SPACES : "";
        authors(constraints).forEach(it -> patterns.add(around + "(?:" + it + ")" + around));
        if (constraints.has(Email.class)) {
            patterns.add(constraints.leastSize() > 0 ? EMAIL : "(?:" + EMAIL + "|" + SPACES + ")");
        }
        if (trimmed) {
            patterns.add(SPACES + visible(constraints.leastSize(), constraints.greatestSize()) + SPACES);
        } else if (constraints.has(NotBlank.class)) {
            patterns.add(SPACES + VISIBLE + ANY + "*");
        } else if (!constraints.has(Email.class) && authors(constraints).noneMatch(TextSchemas::matchesOnlyAscii)) {
            patterns.add(ANY + "*");
        }
        return conjunction(patterns);
    }

    /** JSON Schema has no flags for patterns, so a pattern with flags is left out. */
    private static Stream<String> authors(Constraints constraints) {
        return constraints
                .ofType(Pattern.class)
                .filter(it -> it.flags().length == 0)
                .map(Pattern::regexp);
    }

    /** A pattern of ASCII characters without wildcards, negations and escapes matches only text that can be stored. */
    private static boolean matchesOnlyAscii(String pattern) {
        return pattern.matches("[\\x20-\\x7E&&[^.^\\\\]]*");
    }

    /** The pattern of a text of so many characters that neither begins nor ends with white space. */
    private static String visible(int least, int most) {
        if (most == 0) {
            return "";
        }
        if (least >= 2) {
            return VISIBLE + ANY + times(least - 2, most) + VISIBLE;
        }
        String text = most == 1 ? VISIBLE : VISIBLE + "(?:" + ANY + times(0, most) + VISIBLE + ")?";
        return least == 1 ? text : "(?:" + text + ")?";
    }

    private static String times(int least, int most) {
        return "{" + least + "," + (most == Integer.MAX_VALUE ? "" : most - 2) + "}";
    }

    private static String conjunction(List<String> patterns) {
        return patterns.subList(0, patterns.size() - 1).stream()
                .map(it -> "(?=" + it + "$)")
                .collect(Collectors.joining("", "^", patterns.getLast() + "$"));
    }

    private static String description(Constraints constraints, boolean trimmed) {
        List<String> sentences = new ArrayList<>();
        if (constraints.has(Email.class)) {
            sentences.add("An e-mail address.");
        }
        if (trimmed) {
            sentences.add("White space around it is removed.");
            if (constraints.hasGreatestSize()) {
                sentences.add("At most " + constraints.greatestSize() + " characters remain.");
            }
        }
        return String.join(" ", sentences);
    }
}
