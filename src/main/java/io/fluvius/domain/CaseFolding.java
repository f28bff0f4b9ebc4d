package io.fluvius.domain;

/**
 * Defines how case is ignored. Two texts are equal when their code points are equal after each was converted to upper case
 * and then to lower case, by the simple mappings of Unicode; {@link String#equalsIgnoreCase} compares likewise. The folded
 * text is computed in Java and stored beside the text, because databases disagree about folding.
 */
public final class CaseFolding {

    private CaseFolding() {}

    /** Returns the text without its case. The result has as many code points as the text. */
    public static String fold(String text) {
        return text.codePoints()
                .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
