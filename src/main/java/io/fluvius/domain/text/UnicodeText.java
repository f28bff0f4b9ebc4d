package io.fluvius.domain.text;

import org.jspecify.annotations.Nullable;

/** Validates that every store can keep a text: any Unicode text without the NUL character. */
public final class UnicodeText {

    private UnicodeText() {}

    /** Returns the message of the fault in a text; null when every store can keep the text. */
    public static @Nullable String violation(String text) {
        int point;
        for (int at = 0; at < text.length(); at += Character.charCount(point)) {
            point = text.codePointAt(at);
            if (point == 0) {
                return "must not contain the NUL character";
            }
            if (Character.getType(point) == Character.SURROGATE) {
                return "must not contain half of a surrogate pair";
            }
        }
        return null;
    }
}
