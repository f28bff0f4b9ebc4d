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
    String numbers(int count) {
        return "generate_series(0, " + (count - 1) + ") as number";
    }
}
