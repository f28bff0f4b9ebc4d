package io.fluvius.eventstore.append;

import org.junit.jupiter.api.extension.RegisterExtension;

class LongStreamOnH2IT extends LongStreamContract {

    @RegisterExtension
    static final StoreUnderTest STORE = StoreUnderTest.onH2();

    @Override
    StoreUnderTest store() {
        return STORE;
    }

    @Override
    String numbers(int count) {
        return "(select \"X\" - 1 as number from system_range(1, " + count + "))";
    }
}
