package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2(properties = "fluvius.http.changes.heartbeat=1s")
class HttpManyRowsOnH2IT extends HttpManyRowsJourney {}
