package io.fluvius.http.command;

import io.fluvius.environment.OnH2;

@OnH2
class HttpDryRunOnH2IT extends HttpDryRunJourney {}
