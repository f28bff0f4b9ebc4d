package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2(properties = {"fluvius.changes.buffer=16", "fluvius.http.changes.heartbeat=1s"})
class HttpSlowFollowerOnH2IT extends HttpSlowFollowerJourney {}
