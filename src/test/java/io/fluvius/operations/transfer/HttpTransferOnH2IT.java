package io.fluvius.operations.transfer;

import io.fluvius.environment.OnH2;
import io.fluvius.environment.OtherApplication;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.TestDatabases;
import org.junit.jupiter.api.parallel.ResourceLock;

@OnH2
@ResourceLock("PostgreSQL")
@OwnApplication("The import needs an empty store")
class HttpTransferOnH2IT extends HttpTransferJourney {

    @Override
    OtherApplication otherApplication() {
        return OtherApplication.start("postgres", TestDatabases.freshPostgres());
    }
}
