package io.fluvius.faults;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import org.junit.jupiter.api.Test;

class CrashOnPostgresIT extends CrashJourney {

    private final String[] database;

    CrashOnPostgresIT() {
        this(TestDatabases.emptyPostgres());
    }

    private CrashOnPostgresIT(String... database) {
        super(KilledApplication.onPostgres(FluviusApplication.class, database));
        this.database = database;
    }

    @Override
    @Test
    void no_acknowledged_command_is_lost_when_the_process_is_killed() throws Exception {
        try (LogObserver log = new LogObserver(database)) {
            super.no_acknowledged_command_is_lost_when_the_process_is_killed();
            log.assertInOrder();
        }
    }
}
