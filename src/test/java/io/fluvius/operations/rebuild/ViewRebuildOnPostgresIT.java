package io.fluvius.operations.rebuild;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class ViewRebuildOnPostgresIT extends ViewRebuildJourney {}
