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
 * Encodes positions in the results of a query as cursors, and decodes them. The signature of a cursor also covers the query,
 * so that callers can neither forge a cursor nor use it with a different query. Thread-safe.
 */
public final class Cursors {

    /** The maximum length of a cursor, in characters; no request can contain a longer one. */
    static final int MAX_LENGTH = 1024 * 1024;

    private static final String ALGORITHM = "HmacSHA256";
    /** Half of the hash, the minimum length that RFC 2104 recommends. */
    private static final int SIGNATURE_BYTES = 16;

    /** Only copied, never used: a copy costs less than a new instance with the key. */
    private final Mac prototype;

    /** @param key the key with which cursors are signed */
    public Cursors(byte[] key) {
        this.prototype = mac(key);
    }

    /** Returns the cursor of a keyset; consists of letters, digits, {@code -} and {@code _}. */
    public String encode(Query<?> query, Keyset keyset) {
        return encode(QueryFingerprint.of(query), KeysetCodec.encode(query.order(), keyset));
    }

    /** Returns the keyset of a cursor; null if the text is not a cursor of this query. */
    public @Nullable Keyset decode(Query<?> query, String cursor) {
        byte[] keyset = decode(QueryFingerprint.of(query), cursor);
        return keyset == null ? null : KeysetCodec.decode(query.order(), keyset);
    }

    /** Returns the cursor of a position in the results that the given bytes identify. */
    public String encode(byte[] identity, byte[] position) {
        return text(ByteBuffer.allocate(position.length + SIGNATURE_BYTES)
                .put(position)
                .put(signature(position, identity))
                .array());
    }

    /** Returns the position of a cursor; null if the text is not a cursor of these results. */
    public byte @Nullable [] decode(byte[] identity, String cursor) {
        byte[] all = bytes(cursor);
        if (all.length <= SIGNATURE_BYTES) {
            return null;
        }
        int end = all.length - SIGNATURE_BYTES;
        byte[] position = Arrays.copyOf(all, end);
        return MessageDigest.isEqual(signature(position, identity), Arrays.copyOfRange(all, end, all.length))
                ? position
                : null;
    }

    private byte[] signature(byte[] position, byte[] identity) {
        Mac mac = copy();
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(position.length).array());
        mac.update(position);
        mac.update(identity);
        return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
    }

    private Mac copy() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mac mac(byte[] key) {
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

    /** Returns no bytes if the text is too long or differs from the encoding of {@link #text}. */
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
