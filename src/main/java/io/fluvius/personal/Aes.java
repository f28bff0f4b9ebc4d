package io.fluvius.personal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce of 96 bits, which precedes the result. Safe for use by many threads. */
final class Aes {

    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    /** The number of nonces that are drawn at once, because each call of the generator takes a lock. */
    private static final int NONCES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Those that no thread uses, the one that was used last first: it has the key of the previous value of the same event, and
     * need not derive its round keys again. Looking up an implementation takes longer than encrypting a value; commands run on
     * too many threads for one each.
     */
    private static final Deque<Aes> IDLE = new ConcurrentLinkedDeque<>();

    private final Cipher cipher;
    private final byte[] nonces = new byte[NONCE_BYTES * NONCES];
    private int nextNonce = nonces.length;

    private Aes() throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** The text is encrypted under another key or in another place, or it was changed. */
    @SuppressWarnings("serial")
    static final class TamperedException extends IllegalStateException {
        TamperedException() {
            super("An encrypted value cannot be decrypted: it was changed, or moved from another place");
        }
    }

    static SecretKey newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return key(bytes);
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    /** @param context what must be the same when the text is decrypted */
    static String encrypt(SecretKey key, String context, byte[] text) {
        byte[] result = withIdle(aes -> aes.encrypted(key, context, text));
        return Base64.getEncoder().withoutPadding().encodeToString(result);
    }

    /** @throws TamperedException when the key or the context is another one, or the text was changed */
    static byte[] decrypt(SecretKey key, String context, String encrypted) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encrypted);
        } catch (IllegalArgumentException malformed) {
            throw new TamperedException();
        }
        if (bytes.length < NONCE_BYTES) {
            throw new TamperedException();
        }
        return withIdle(aes -> aes.decrypted(key, context, bytes));
    }

    private byte[] encrypted(SecretKey key, String context, byte[] text) throws GeneralSecurityException {
        if (nextNonce == nonces.length) {
            RANDOM.nextBytes(nonces);
            nextNonce = 0;
        }
        byte[] result = new byte[NONCE_BYTES + text.length + TAG_BYTES];
        System.arraycopy(nonces, nextNonce, result, 0, NONCE_BYTES);
        nextNonce += NONCE_BYTES;
        init(Cipher.ENCRYPT_MODE, key, context, result);
        cipher.doFinal(text, 0, text.length, result, NONCE_BYTES);
        return result;
    }

    private byte[] decrypted(SecretKey key, String context, byte[] bytes) throws GeneralSecurityException {
        init(Cipher.DECRYPT_MODE, key, context, bytes);
        return cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    }

    private void init(int mode, SecretKey key, String context, byte[] startingWithNonce)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, startingWithNonce, 0, NONCE_BYTES));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] withIdle(Operation operation) {
        Aes aes = IDLE.pollFirst();
        try {
            if (aes == null) {
                aes = new Aes();
            }
            byte[] result = operation.run(aes);
            // after a failure it is in an undefined state
            IDLE.addFirst(aes);
            return result;
        } catch (AEADBadTagException tampered) {
            throw new TamperedException();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM is not available", impossible);
        }
    }

    private interface Operation {
        byte[] run(Aes aes) throws GeneralSecurityException;
    }
}
