package io.fluvius.tenant;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class RandomRequestsOnPostgresIT extends RandomRequestsJourney {}
