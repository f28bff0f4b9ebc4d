package io.fluvius.projection;

import io.fluvius.environment.TestDatabases;

class QueryPropertiesOnPostgresIT extends DatabaseQueryProperties {
    QueryPropertiesOnPostgresIT() {
        super(new String[] {"postgres"}, TestDatabases.freshPostgres());
    }
}
