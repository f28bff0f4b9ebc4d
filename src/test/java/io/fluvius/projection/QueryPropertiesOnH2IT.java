package io.fluvius.projection;

import io.fluvius.environment.TestDatabases;

class QueryPropertiesOnH2IT extends DatabaseQueryProperties {
    QueryPropertiesOnH2IT() {
        super(new String[0], TestDatabases.freshH2());
    }
}
