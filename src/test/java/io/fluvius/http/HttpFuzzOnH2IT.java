package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpFuzzOnH2IT extends HttpFuzzJourney {}
