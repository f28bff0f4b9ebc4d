package io.fluvius.http;

import io.fluvius.environment.OnH2;

@OnH2
class HttpInjectionOnH2IT extends HttpInjectionJourney {}
