package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres(properties = "fluvius.http.changes.heartbeat=1s")
class HttpManyRowsOnPostgresIT extends HttpManyRowsJourney {}
