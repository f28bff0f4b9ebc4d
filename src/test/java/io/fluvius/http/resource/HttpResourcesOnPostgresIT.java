package io.fluvius.http.resource;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpResourcesOnPostgresIT extends HttpResourcesJourney {}
