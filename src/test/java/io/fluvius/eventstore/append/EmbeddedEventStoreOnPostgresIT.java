package io.fluvius.eventstore.append;

import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedEventStoreOnPostgresIT extends EmbeddedEventStoreSuite {

    @RegisterExtension
    static final StoreUnderTest STORE = StoreUnderTest.onPostgres();

    @Override
    StoreUnderTest store() {
        return STORE;
    }
}
