package io.fluvius.http.resource;

import io.fluvius.environment.OnH2;

@OnH2(properties = "fluvius.http.changes.heartbeat=1s")
class HttpManyRowsOnH2IT extends HttpManyRowsJourney {}
