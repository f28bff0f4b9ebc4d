package io.fluvius.console;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class BulkOnPostgresIT extends BulkJourney {}
