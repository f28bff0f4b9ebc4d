package io.fluvius.query.cursor;

import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
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
public final class Cursors {

    /** No request can bring a longer one. */
    static final int MAX_LENGTH = 1024 * 1024;

    private static final String ALGORITHM = "HmacSHA256";
    /** Half of the hash, as RFC 2104 has it. */
    private static final int SIGNATURE_BYTES = 16;

    /** Never used itself: a copy of it costs less than to look for the algorithm and take the key in again. */
    private final Mac keyed;

    public Cursors(byte[] key) {
        this.keyed = keyed(key);
    }

    /** The cursor of a place in the order of a query; letters, digits, {@code -} and {@code _}. */
    public String encode(Query<?> query, Keyset place) {
        return encode(QueryFingerprint.of(query), KeysetCodec.write(query.order(), place));
    }

    /** The place that a cursor stands for; null for whatever is no cursor of this query. */
    public @Nullable Keyset decode(Query<?> query, String cursor) {
        byte[] place = decode(QueryFingerprint.of(query), cursor);
        return place == null ? null : KeysetCodec.read(query.order(), place);
    }

    /** The cursor of a place in whatever has that identity. */
    public String encode(byte[] identity, byte[] place) {
        return text(ByteBuffer.allocate(place.length + SIGNATURE_BYTES)
                .put(place)
                .put(signature(place, identity))
                .array());
    }

    /** The place that a cursor stands for; null for whatever is no cursor of this identity. */
    public byte @Nullable [] decode(byte[] identity, String cursor) {
        byte[] all = bytes(cursor);
        if (all.length <= SIGNATURE_BYTES) {
            return null;
        }
        int end = all.length - SIGNATURE_BYTES;
        byte[] place = Arrays.copyOf(all, end);
        return MessageDigest.isEqual(signature(place, identity), Arrays.copyOfRange(all, end, all.length))
                ? place
                : null;
    }

    private byte[] signature(byte[] place, byte[] identity) {
        Mac mac = copy();
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(place.length).array());
        mac.update(place);
        mac.update(identity);
        return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
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
