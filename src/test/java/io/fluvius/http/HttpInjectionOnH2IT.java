package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpInjectionOnH2IT extends HttpInjectionJourney {}
