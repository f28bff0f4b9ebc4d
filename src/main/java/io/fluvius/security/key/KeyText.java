package io.fluvius.security.key;

import io.fluvius.access.Caller;
import io.fluvius.security.ApiKeys;
import io.fluvius.security.CallerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: <code>flv_&lt;id&gt;_&lt;secret&gt;&lt;checksum&gt;</code>. The id has 12 characters, the secret 32, which are 190 random
 * bits, and the checksum 6: the CRC-32 of everything before it. All are base 62. So a text that was cut or mistyped is refused
 * without a look at the database, and scanners for leaked secrets recognize a key.
 *
 * @param id the public part
 * @param secret the part that only the holder knows
 */
record KeyText(String id, String secret) {

    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM = Pattern.compile("flv_([0-9A-Za-z]{12})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})");

    /** Creates the text of a new key. */
    static KeyText random(SecureRandom random) {
        return new KeyText(randomText(random, ID_LENGTH), randomText(random, SECRET_LENGTH));
    }

    /** Reads a key; empty if the text has another form or its checksum is wrong. */
    static Optional<KeyText> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        KeyText key = new KeyText(parts.group(1), parts.group(2));
        return key.text().equals(text) ? Optional.of(key) : Optional.empty();
    }

    /** The caller that has presented a key that was verified. */
    static CallerKey callerOf(String text, Caller caller, ApiKeys keys) {
        String id = parse(text).orElseThrow().id();
        return new CallerKey(caller, id, () -> keys.isLive(id), null);
    }

    /** The whole text. */
    String text() {
        String unchecked = ApiKeys.TEXT_PREFIX + id + "_" + secret;
        return unchecked + checksum(unchecked);
    }

    /** The SHA-256 of the secret. A slow hash would add nothing, because the secret is random and long. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Without the secret, so that it cannot get into a log. */
    @Override
    public String toString() {
        return ApiKeys.TEXT_PREFIX + id;
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        StringBuilder digits = new StringBuilder();
        long rest = crc.getValue();
        for (int digit = 0; digit < CHECKSUM_LENGTH; digit++) {
            digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return digits.reverse().toString();
    }

    private static String randomText(SecureRandom random, int length) {
        return random.ints(length, 0, DIGITS.length())
                .collect(StringBuilder::new, (text, digit) -> text.append(DIGITS.charAt(digit)), StringBuilder::append)
                .toString();
    }
}
