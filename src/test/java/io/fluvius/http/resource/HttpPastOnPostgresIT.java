package io.fluvius.http.resource;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpPastOnPostgresIT extends HttpPastJourney {}
