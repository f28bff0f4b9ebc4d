package io.fluvius.journey;

import io.fluvius.environment.OnH2;

@OnH2
class WriteSideOnH2IT extends WriteSideJourney {}
