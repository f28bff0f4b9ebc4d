package io.fluvius.console.browser;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class ConsolePagesOnPostgresIT extends ConsolePagesJourney {

    @Override
    boolean looksForBarriers() {
        return false;
    }
}
