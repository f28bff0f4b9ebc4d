package io.fluvius.http.resource;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {"fluvius.changes.buffer=16", "fluvius.http.changes.heartbeat=1s"})
class HttpSlowFollowerOnPostgresIT extends HttpSlowFollowerJourney {}
