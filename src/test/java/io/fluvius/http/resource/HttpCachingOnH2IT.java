package io.fluvius.http.resource;

import io.fluvius.environment.OnH2;

@OnH2
class HttpCachingOnH2IT extends HttpCachingJourney {}
