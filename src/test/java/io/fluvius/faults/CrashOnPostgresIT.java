package io.fluvius.faults;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import org.junit.jupiter.api.Test;

class CrashOnPostgresIT extends CrashJourney {

    private static final String[] DATABASE = TestDatabases.freshPostgres();

    CrashOnPostgresIT() {
        super(KilledApplication.onPostgres(FluviusApplication.class, DATABASE));
    }

    @Override
    @Test
    void no_acknowledged_command_is_lost_when_the_process_is_killed() throws Exception {
        try (LogObserver log = new LogObserver(DATABASE)) {
            super.no_acknowledged_command_is_lost_when_the_process_is_killed();
            log.assertInOrder();
        }
    }
}
