package io.fluvius.faults;

import io.fluvius.environment.TestDatabases;
import org.springframework.context.ConfigurableApplicationContext;

class JumpingClockOnPostgresIT extends JumpingClockJourney {

    @Override
    ConfigurableApplicationContext start() {
        return Node.onPostgres(Node.withLongTimeout(TestDatabases.freshPostgres()));
    }
}
