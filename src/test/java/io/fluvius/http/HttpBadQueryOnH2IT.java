package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpBadQueryOnH2IT extends HttpBadQueryJourney {}
