package io.fluvius.faults;

import io.fluvius.environment.TestDatabases;
import org.springframework.context.ConfigurableApplicationContext;

class JumpingClockOnH2IT extends JumpingClockJourney {

    @Override
    ConfigurableApplicationContext start() {
        return Node.onH2(Node.withLongTimeout(TestDatabases.freshH2()));
    }
}
