package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpResourcesOnPostgresIT extends HttpResourcesJourney {}
