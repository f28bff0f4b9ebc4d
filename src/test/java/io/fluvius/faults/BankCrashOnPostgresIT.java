package io.fluvius.faults;

import io.fluvius.environment.TestDatabases;

class BankCrashOnPostgresIT extends BankCrashJourney {

    BankCrashOnPostgresIT() {
        super(KilledApplication.onPostgres(BANK, TestDatabases.freshPostgres()));
    }
}
