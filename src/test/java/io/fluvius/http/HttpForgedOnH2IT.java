package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpForgedOnH2IT extends HttpForgedJourney {}
