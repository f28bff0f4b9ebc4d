package io.fluvius.personal;

import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The key under which the personal data of a person is encrypted.
 *
 * @param person the aggregate that is the person
 * @param secret the key; null when the person was forgotten
 */
public record DataKey(UUID person, @Nullable SecretKey secret) {

    public static DataKey ofForgotten(UUID person) {
        return new DataKey(person, null);
    }

    public boolean isForgotten() {
        return secret == null;
    }

    /** Does not contain the secret. */
    @Override
    public String toString() {
        return "the key of " + person;
    }
}
