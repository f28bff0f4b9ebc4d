package io.fluvius.personal;

/** The settings of an encrypted store in tests. */
final class EncryptedStore {

    static final String MODE = "fluvius.personal-data=encrypted";
    static final String MASTER_KEY = "fluvius.personal-keys.master=test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private EncryptedStore() {}
}
