package io.fluvius.operations.monitoring;

import io.fluvius.environment.OnH2;

@OnH2
class MonitoringOnH2IT extends MonitoringJourney {

    MonitoringOnH2IT() {
        super("H2");
    }
}
