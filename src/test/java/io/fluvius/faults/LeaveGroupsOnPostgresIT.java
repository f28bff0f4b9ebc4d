package io.fluvius.faults;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;

class LeaveGroupsOnPostgresIT extends LeaveGroupsJourney {

    LeaveGroupsOnPostgresIT() {
        super(KilledApplication.onPostgres(FluviusApplication.class, TestDatabases.freshPostgres()));
    }
}
