package io.fluvius.command.payload;

import io.fluvius.domain.Text;
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

    /** White space within a line. */
    private static final String SPACE = "\\x20\\xA0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000";

    /** The property White_Space of Unicode. */
    static final String WHITE_SPACE = "\\x09-\\x0D\\x85\\u2028\\u2029" + SPACE;

    /**
     * What {@link Text} refuses wherever it stands: control characters and line breaks, invisible characters, halves of
     * surrogate pairs, private use. Unassigned characters are others in each version of Unicode, and not among them. No
     * notation of characters outside the Basic Multilingual Plane is common to all languages.
     */
    static final String REFUSED = "\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029"
            + "\\xAD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F"
            + "\\u2800\\u3164\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\uD800-\\uDFFF\\uE000-\\uF8FF\\uFDD0-\\uFDEF\\uFFFE\\uFFFF"
            + range(0x13430, 0x1343F)
            + range(0x1BCA0, 0x1BCA3)
            + range(0x1D173, 0x1D17A)
            + range(0xE0000, 0xE00FF)
            + range(0xE01F0, 0xE0FFF)
            + range(0xF0000, 0x10FFFF);

    private static final String SPACES = "[" + WHITE_SPACE + "]*";
    private static final String ANY = "[^" + REFUSED + "]";
    private static final String VISIBLE = "[^" + REFUSED + SPACE + "]";

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
            patterns.add("[" + SPACE + "]*" + VISIBLE + ANY + "*");
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

    private static String range(int first, int last) {
        return Character.toString(first) + "-" + Character.toString(last);
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
