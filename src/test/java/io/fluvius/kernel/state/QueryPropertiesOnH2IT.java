package io.fluvius.kernel.state;

import io.fluvius.TestDatabases;

class QueryPropertiesOnH2IT extends DatabaseQueryProperties {
    QueryPropertiesOnH2IT() {
        super(new String[0], TestDatabases.freshH2());
    }
}
