package io.fluvius.group;

import io.fluvius.environment.TestDatabases;

class LargeGroupOnPostgresIT extends LargeGroupJourney {

    LargeGroupOnPostgresIT() {
        super(TestDatabases.freshPostgres(), "postgres");
    }
}
