package io.fluvius.kernel.changes;

import io.fluvius.OnH2;

@OnH2
class StateChangesOnH2IT extends StateChangesJourney {}
