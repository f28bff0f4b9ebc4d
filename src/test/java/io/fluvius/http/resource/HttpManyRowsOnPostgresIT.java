package io.fluvius.http.resource;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = "fluvius.http.changes.heartbeat=1s")
class HttpManyRowsOnPostgresIT extends HttpManyRowsJourney {}
