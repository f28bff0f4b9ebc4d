package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2(properties = "fluvius.http.changes.heartbeat=200ms")
class HttpChangesOnH2IT extends HttpChangesJourney {}
