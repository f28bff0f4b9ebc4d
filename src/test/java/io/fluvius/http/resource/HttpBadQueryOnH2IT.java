package io.fluvius.http.resource;

import io.fluvius.environment.OnH2;

@OnH2
class HttpBadQueryOnH2IT extends HttpBadQueryJourney {}
