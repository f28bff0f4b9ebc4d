package io.fluvius.tenant;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class TenantsOnPostgresIT extends TenantsJourney {}
