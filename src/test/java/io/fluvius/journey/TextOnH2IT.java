package io.fluvius.journey;

import io.fluvius.environment.OnH2;

@OnH2
class TextOnH2IT extends TextJourney {}
