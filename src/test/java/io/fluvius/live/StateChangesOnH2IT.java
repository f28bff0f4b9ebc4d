package io.fluvius.live;

import io.fluvius.environment.OnH2;

@OnH2
class StateChangesOnH2IT extends StateChangesJourney {}
