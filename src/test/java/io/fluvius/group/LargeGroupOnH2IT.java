package io.fluvius.group;

import io.fluvius.environment.TestDatabases;

class LargeGroupOnH2IT extends LargeGroupJourney {

    LargeGroupOnH2IT() {
        super(TestDatabases.freshH2());
    }
}
