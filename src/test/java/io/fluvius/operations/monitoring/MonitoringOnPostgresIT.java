package io.fluvius.operations.monitoring;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class MonitoringOnPostgresIT extends MonitoringJourney {

    MonitoringOnPostgresIT() {
        super("PostgreSQL");
    }
}
