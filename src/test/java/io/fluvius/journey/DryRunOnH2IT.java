package io.fluvius.journey;

import io.fluvius.environment.OnH2;

@OnH2
class DryRunOnH2IT extends DryRunJourney {}
