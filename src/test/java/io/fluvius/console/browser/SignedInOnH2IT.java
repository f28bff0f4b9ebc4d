package io.fluvius.console.browser;

import io.fluvius.environment.OnH2;

@OnH2
class SignedInOnH2IT extends SignedInJourney {}
