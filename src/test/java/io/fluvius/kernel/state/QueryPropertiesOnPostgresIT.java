package io.fluvius.kernel.state;

import io.fluvius.TestDatabases;

class QueryPropertiesOnPostgresIT extends DatabaseQueryProperties {
    QueryPropertiesOnPostgresIT() {
        super(new String[] {"postgres"}, TestDatabases.freshPostgres());
    }
}
