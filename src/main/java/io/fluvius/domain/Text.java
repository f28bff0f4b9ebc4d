package io.fluvius.domain;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one definition of normal form, white space, allowed characters and case for all text that comes in. It follows the
 * version of Unicode that ICU has, so it does not change with the version of Java.
 */
public final class Text {

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** A braille symbol without dots: it looks like a space, but Unicode does not count it as white space. */
    private static final int BRAILLE_PATTERN_BLANK = 0x2800;

    private Text() {}

    /** Returns a text in normalization form C, so that equal texts have equal characters. */
    public static String normalized(String text) {
        return isAscii(text) ? text : NFC.normalize(text);
    }

    /** Returns a text in normalization form C without the white space at its start and its end. */
    public static String trimmed(String text) {
        return strip(normalized(text));
    }

    /** Returns whether a character has the property White_Space. */
    public static boolean isWhiteSpace(int character) {
        return UCharacter.isUWhiteSpace(character);
    }

    /** Returns whether a text consists of white space, or is empty. */
    public static boolean isBlank(CharSequence text) {
        return text.codePoints().allMatch(Text::isWhiteSpace);
    }

    /** Returns a text without the white space at its start and its end. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        // no white space lies outside the Basic Multilingual Plane
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Returns a text in lower case and normalization form C, by the rules of Unicode that no language changes. */
    public static String lowerCase(String text) {
        return isAscii(text)
                ? text.toLowerCase(Locale.ROOT)
                : NFC.normalize(UCharacter.toLowerCase(ULocale.ROOT, NFC.normalize(text)));
    }

    /**
     * Returns a text without its case. Two texts have the same folded form when they differ only in case or normal form: it
     * is the full case folding of Unicode, applied to the text in upper case because that alone does not fold the dotless
     * {@code i}. {@code Straße} and {@code STRASSE} are equal. The result can be three times as long as the text.
     */
    public static String folded(String text) {
        return isAscii(text)
                ? text.toLowerCase(Locale.ROOT)
                : NFC.normalize(UCharacter.foldCase(UCharacter.toUpperCase(ULocale.ROOT, NFC.normalize(text)), true));
    }

    /**
     * Returns the message of the fault in a text that comes in; null if the text is valid. Control characters, line breaks,
     * private-use and unassigned characters, and invisible characters are faults, except joiners inside words and
     * variation selectors after a character.
     */
    public static @Nullable String violation(String text) {
        int previous = ' ';
        for (int at = 0; at < text.length(); at += Character.charCount(previous)) {
            int point = text.codePointAt(at);
            if (!isPrintableAscii(point)) {
                int next = at + Character.charCount(point);
                String flaw = isJoiner(point) || isVariationSelector(point)
                        ? misplacement(point, previous, next < text.length() ? text.codePointAt(next) : ' ')
                        : flaw(point);
                if (flaw != null) {
                    return "must not contain " + flaw;
                }
            }
            previous = point;
        }
        return null;
    }

    /** Returns whether a character is invisible, be it allowed in places or not. White space is not. */
    public static boolean isInvisible(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || character == BRAILLE_PATTERN_BLANK
                || UCharacter.getType(character) == ECharacterCategory.FORMAT
                        && !UCharacter.hasBinaryProperty(character, UProperty.PREPENDED_CONCATENATION_MARK);
    }

    private static @Nullable String flaw(int point) {
        return switch (UCharacter.getType(point)) {
            case ECharacterCategory.CONTROL ->
                isLineBreak(point) ? lineBreak(point) : named("the control character", point);
            case ECharacterCategory.LINE_SEPARATOR, ECharacterCategory.PARAGRAPH_SEPARATOR -> lineBreak(point);
            case ECharacterCategory.SURROGATE -> "half of a surrogate pair";
            case ECharacterCategory.PRIVATE_USE -> named("the private-use character", point);
            case ECharacterCategory.UNASSIGNED -> named("the unassigned character", point);
            default -> isInvisible(point) ? named("the invisible character", point) : null;
        };
    }

    private static boolean isLineBreak(int point) {
        return point >= '\n' && point <= '\r' || point == 0x85;
    }

    private static String lineBreak(int point) {
        return named("the line break", point);
    }

    private static @Nullable String misplacement(int point, int previous, int next) {
        if (!isVisible(previous) && !isVariationSelector(previous)) {
            return named("the invisible character", point) + " except after a visible character";
        }
        return isJoiner(point) && !isVisible(next)
                ? named("the joiner", point) + " except between visible characters"
                : null;
    }

    private static boolean isVisible(int point) {
        return !isWhiteSpace(point) && !isInvisible(point);
    }

    private static boolean isJoiner(int point) {
        return point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
    }

    private static boolean isVariationSelector(int point) {
        return UCharacter.hasBinaryProperty(point, UProperty.VARIATION_SELECTOR);
    }

    private static String named(String kind, int point) {
        return "%s U+%04X".formatted(kind, point);
    }

    private static boolean isPrintableAscii(int point) {
        return point >= ' ' && point <= '~';
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
