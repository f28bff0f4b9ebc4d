package io.fluvius.personal;

import java.util.UUID;

/**
 * A key that is to be stored together with the first events whose values it encrypts. It counts only once it is stored.
 *
 * @param key the key
 * @param wrapped the key, encrypted with the master key
 * @param masterKey the id of the master key
 */
public record NewKey(DataKey key, String wrapped, String masterKey) {

    public UUID person() {
        return key.person();
    }
}
