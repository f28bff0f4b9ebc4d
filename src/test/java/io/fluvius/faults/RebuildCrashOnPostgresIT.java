package io.fluvius.faults;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;

class RebuildCrashOnPostgresIT extends RebuildCrashJourney {

    RebuildCrashOnPostgresIT() {
        super(KilledApplication.onPostgres(FluviusApplication.class, TestDatabases.freshPostgres()));
    }
}
