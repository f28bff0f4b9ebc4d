package io.fluvius.eventstore.append;

import org.junit.jupiter.api.extension.RegisterExtension;

class EventStorageEngineOnPostgresIT extends EventStorageEngineSuite {

    @RegisterExtension
    static final StoreUnderTest STORE = StoreUnderTest.onPostgres();

    @Override
    StoreUnderTest store() {
        return STORE;
    }
}
