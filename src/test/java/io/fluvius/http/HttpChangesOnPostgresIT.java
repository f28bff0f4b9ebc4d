package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres(properties = "fluvius.http.changes.heartbeat=200ms")
class HttpChangesOnPostgresIT extends HttpChangesJourney {}
