package io.fluvius.aggregate;

import io.fluvius.environment.OnH2;

@OnH2(properties = {AggregatesInMemoryJourney.FEW, AggregatesInMemoryJourney.SNAPSHOTS})
class AggregatesInMemoryOnH2IT extends AggregatesInMemoryJourney {}
