package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpResourcesOnH2IT extends HttpResourcesJourney {}
