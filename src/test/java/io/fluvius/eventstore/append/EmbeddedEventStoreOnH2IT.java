package io.fluvius.eventstore.append;

import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedEventStoreOnH2IT extends EmbeddedEventStoreSuite {

    @RegisterExtension
    static final StoreUnderTest STORE = StoreUnderTest.onH2();

    @Override
    StoreUnderTest store() {
        return STORE;
    }
}
