package io.fluvius.domain;

/** Defines white space for all text that comes in: the characters with the property White_Space of Unicode. */
public final class WhiteSpace {

    private WhiteSpace() {}

    /** Returns whether a character is white space. No character outside the Basic Multilingual Plane is. */
    public static boolean is(char character) {
        return character >= '\t' && character <= '\r' || character == '\u0085' || Character.isSpaceChar(character);
    }

    /** Returns whether a text consists of white space, or is empty. */
    public static boolean isBlank(CharSequence text) {
        return text.chars().allMatch(character -> is((char) character));
    }

    /** Returns a text without the white space at its start and its end. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && is(text.charAt(start))) {
            start++;
        }
        while (start < end && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
