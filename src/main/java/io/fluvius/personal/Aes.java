package io.fluvius.personal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce of 96 bits, which precedes the result. Safe for use by many threads. */
final class Aes {

    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Looking up an implementation takes longer than encrypting a value; commands run on too many threads for one each. */
    private static final Queue<Cipher> CIPHERS = new ConcurrentLinkedQueue<>();

    private Aes() {}

    /** The text is encrypted under another key or in another place, or it was changed. */
    @SuppressWarnings("serial")
    static final class TamperedException extends IllegalStateException {
        TamperedException() {
            super("An encrypted value cannot be decrypted: it was changed, or moved from another place");
        }
    }

    static SecretKey newKey() {
        return key(random(KEY_BYTES));
    }

    static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }

    /** @param context what must be the same when the text is decrypted */
    static String encrypt(SecretKey key, String context, byte[] text) {
        byte[] nonce = random(NONCE_BYTES);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, key, nonce, 0, context, text, 0);
        byte[] result = new byte[NONCE_BYTES + encrypted.length];
        System.arraycopy(nonce, 0, result, 0, NONCE_BYTES);
        System.arraycopy(encrypted, 0, result, NONCE_BYTES, encrypted.length);
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
        return run(Cipher.DECRYPT_MODE, key, bytes, 0, context, bytes, NONCE_BYTES);
    }

    private static byte[] run(
            int mode, SecretKey key, byte[] nonce, int nonceFrom, String context, byte[] input, int from) {
        Cipher cipher = CIPHERS.poll();
        try {
            if (cipher == null) {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            }
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, nonceFrom, NONCE_BYTES));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            byte[] result = cipher.doFinal(input, from, input.length - from);
            CIPHERS.add(cipher);
            return result;
        } catch (AEADBadTagException tampered) {
            throw new TamperedException();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM is not available", impossible);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
