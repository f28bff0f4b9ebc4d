package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpPastOnH2IT extends HttpPastJourney {}
