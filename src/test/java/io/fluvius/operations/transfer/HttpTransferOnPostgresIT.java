package io.fluvius.operations.transfer;

import io.fluvius.environment.OnPostgres;
import io.fluvius.environment.OtherApplication;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.TestDatabases;
import org.junit.jupiter.api.parallel.ResourceLock;

@OnPostgres
@ResourceLock("PostgreSQL")
@OwnApplication("The import needs an empty store")
class HttpTransferOnPostgresIT extends HttpTransferJourney {

    @Override
    OtherApplication otherApplication() {
        return OtherApplication.start("default", TestDatabases.freshH2());
    }
}
