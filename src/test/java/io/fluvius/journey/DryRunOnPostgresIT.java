package io.fluvius.journey;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class DryRunOnPostgresIT extends DryRunJourney {}
