package io.fluvius.personal;

import io.fluvius.progress.Signal;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionOperations;

/** The keys of a node of a test. */
public final class TestKeys {

    public static final String FIRST = "first:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    public static final String SECOND = "second:AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    private TestKeys() {}

    public static PersonalKeys of(DSLContext dsl) {
        return of(dsl, FIRST);
    }

    public static PersonalKeys of(DSLContext dsl, String master, String... previous) {
        return new PersonalKeys(
                dsl,
                TransactionOperations.withoutTransaction(),
                new MasterKeys(master, List.of(previous)),
                1_000,
                new Signal(),
                null);
    }

    /** Starts a node with other master keys. */
    public static void rotate(DSLContext dsl, String master, String... previous) {
        new MasterKeyRotation(dsl, new MasterKeys(master, List.of(previous))).afterSingletonsInstantiated();
    }
}
