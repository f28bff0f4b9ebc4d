package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpFreshnessOnH2IT extends HttpFreshnessJourney {}
