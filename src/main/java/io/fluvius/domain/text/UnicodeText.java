package io.fluvius.domain.text;

import org.jspecify.annotations.Nullable;

/** Validates that every store can keep a text: any Unicode text without the NUL character. */
public final class UnicodeText {

    private UnicodeText() {}

    /** Returns the message of the fault in a text; null when every store can keep the text. */
    public static @Nullable String violation(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit == 0) {
                return "must not contain the NUL character";
            }
            if (Character.isSurrogate(unit)) {
                if (!startsPair(text, at)) {
                    return "must not contain half of a surrogate pair";
                }
                at++;
            }
        }
        return null;
    }

    private static boolean startsPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
