package io.fluvius.console;

import io.fluvius.environment.OnH2;

@OnH2
class CallersOnH2IT extends CallersJourney {}
