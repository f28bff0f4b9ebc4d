package io.fluvius.eventstore.append;

import org.junit.jupiter.api.extension.RegisterExtension;

class LongStreamOnPostgresIT extends LongStreamContract {

    @RegisterExtension
    static final StoreUnderTest STORE = StoreUnderTest.onPostgres();

    @Override
    StoreUnderTest store() {
        return STORE;
    }

    @Override
    String numbers(int many) {
        return "generate_series(0, " + (many - 1) + ") as number";
    }
}
