package io.fluvius.http.resource;

import io.fluvius.environment.OnH2;

@OnH2(properties = {"fluvius.changes.buffer=16", "fluvius.http.changes.heartbeat=1s"})
class HttpSlowFollowerOnH2IT extends HttpSlowFollowerJourney {}
