package io.fluvius.http.problem;

import io.fluvius.environment.OnH2;

@OnH2
class HttpRefusedRequestOnH2IT extends HttpRefusedRequestJourney {}
