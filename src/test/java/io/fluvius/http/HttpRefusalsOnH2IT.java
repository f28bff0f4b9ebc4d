package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpRefusalsOnH2IT extends HttpRefusalsJourney {}
