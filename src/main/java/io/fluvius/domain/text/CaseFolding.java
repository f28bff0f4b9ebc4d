package io.fluvius.domain.text;

/**
 * What it means to ignore case: two texts are the same when each of their code points is, upper-cased and then
 * lower-cased (Unicode's simple mappings, as {@link String#equalsIgnoreCase} compares). Done in Java and stored beside the
 * text, because databases disagree about it.
 */
public final class CaseFolding {

    private CaseFolding() {}

    /** The text without its case. It has as many code points as before. */
    public static String fold(String text) {
        return text.codePoints()
                .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
