package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres(properties = {"fluvius.changes.buffer=16", "fluvius.http.changes.heartbeat=1s"})
class HttpSlowFollowerOnPostgresIT extends HttpSlowFollowerJourney {}
