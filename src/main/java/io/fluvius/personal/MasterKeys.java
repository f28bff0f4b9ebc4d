package io.fluvius.personal;

import io.fluvius.problem.StartupRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The master keys, with which the keys of persons are encrypted in the database: the present one, and previous ones that can
 * only decrypt. Safe for use by many threads.
 */
final class MasterKeys {

    private static final String FORM = "A master key is written as <id>:<256 bits in Base64>, for example 2026-11:"
            + "$(openssl rand -base64 32).";

    private final String current;
    private final Map<String, SecretKey> keys = new LinkedHashMap<>();

    /**
     * Parses master keys.
     *
     * @throws StartupRefusedException when one is malformed, without its text
     */
    MasterKeys(String current, List<String> previous) {
        this.current = add("fluvius.personal-keys.master", current);
        previous.forEach(key -> add("fluvius.personal-keys.previous", key));
    }

    private String add(String setting, String text) {
        int colon = text.indexOf(':');
        String id = text.substring(0, Math.max(0, colon)).trim();
        byte[] key = decoded(text.substring(colon + 1).trim());
        if (id.isEmpty() || id.length() > 100 || key == null || key.length != Aes.KEY_BYTES) {
            throw new StartupRefusedException("The setting " + setting + " contains no master key.", FORM);
        }
        if (keys.put(id, Aes.key(key)) != null) {
            throw new StartupRefusedException("Two master keys have the id " + id + ".", FORM);
        }
        return id;
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** The id of the key with which new keys are encrypted. */
    String current() {
        return current;
    }

    Set<String> ids() {
        return keys.keySet();
    }

    NewKey wrap(DataKey key) {
        return new NewKey(
                key,
                Aes.encrypt(
                        master(current),
                        context(key.person()),
                        Objects.requireNonNull(key.secret()).getEncoded()),
                current);
    }

    /** @throws Aes.TamperedException when the master key is not the one with that id, or the row was changed */
    DataKey unwrap(UUID person, String wrapped, String masterKey) {
        return new DataKey(person, Aes.key(Aes.decrypt(master(masterKey), context(person), wrapped)));
    }

    /** Signs a text with the master key that has an id. */
    String sign(String id, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master(id).getEncoded(), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", impossible);
        }
    }

    private SecretKey master(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("The master key " + id + " is not configured");
        }
        return key;
    }

    private static String context(UUID person) {
        return "key\n" + person;
    }
}
