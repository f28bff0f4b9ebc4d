package io.fluvius.console;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class CallersOnPostgresIT extends CallersJourney {}
