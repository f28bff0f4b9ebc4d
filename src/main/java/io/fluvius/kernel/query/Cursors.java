package io.fluvius.kernel.query;

import io.fluvius.kernel.Query;
import io.fluvius.kernel.Seek;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Cursors: places in the order of a query as text that callers hand back. A cursor is signed together with what its query
 * asks for, so that nobody can make one up, and none is taken for another query. Safe for use by many threads.
 */
final class Cursors {

    /** No request can bring a longer one. */
    static final int MAX_LENGTH = 1024 * 1024;

    private static final String ALGORITHM = "HmacSHA256";
    /** Half of the hash, as RFC 2104 has it. */
    private static final int SIGNATURE_BYTES = 16;

    private final SecretKeySpec key;

    Cursors(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The cursor of a place in the order of a query; letters, digits, {@code -} and {@code _}. */
    String seal(Query<?> query, Seek place) {
        byte[] bytes = SeekBytes.write(query.order(), place);
        return text(ByteBuffer.allocate(bytes.length + SIGNATURE_BYTES)
                .put(bytes)
                .put(signature(bytes, query))
                .array());
    }

    /** The place that a cursor stands for; null for whatever is no cursor of this query. */
    @Nullable Seek open(Query<?> query, String cursor) {
        byte[] all = bytes(cursor);
        if (all.length <= SIGNATURE_BYTES) {
            return null;
        }
        int end = all.length - SIGNATURE_BYTES;
        byte[] bytes = Arrays.copyOf(all, end);
        return MessageDigest.isEqual(signature(bytes, query), Arrays.copyOfRange(all, end, all.length))
                ? SeekBytes.read(query.order(), bytes)
                : null;
    }

    private byte[] signature(byte[] bytes, Query<?> query) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            mac.update(bytes);
            mac.update(QueryIdentity.of(query));
            return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Nothing when the text is too long or not spelled as {@link #text} spells it. */
    private static byte[] bytes(String cursor) {
        try {
            byte[] bytes = cursor.length() > MAX_LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
            return text(bytes).equals(cursor) ? bytes : new byte[0];
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }
}
