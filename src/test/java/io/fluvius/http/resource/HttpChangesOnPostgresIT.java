package io.fluvius.http.resource;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = "fluvius.http.changes.heartbeat=200ms")
class HttpChangesOnPostgresIT extends HttpChangesJourney {}
