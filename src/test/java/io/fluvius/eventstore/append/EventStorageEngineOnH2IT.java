package io.fluvius.eventstore.append;

import org.junit.jupiter.api.extension.RegisterExtension;

class EventStorageEngineOnH2IT extends EventStorageEngineSuite {

    @RegisterExtension
    static final StoreUnderTest STORE = StoreUnderTest.onH2();

    @Override
    StoreUnderTest store() {
        return STORE;
    }
}
