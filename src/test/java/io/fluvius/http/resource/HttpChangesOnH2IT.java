package io.fluvius.http.resource;

import io.fluvius.environment.OnH2;

@OnH2(properties = "fluvius.http.changes.heartbeat=200ms")
class HttpChangesOnH2IT extends HttpChangesJourney {}
