package io.fluvius.eventstore;

import io.fluvius.OnH2;

@OnH2(properties = {AggregatesInMemoryJourney.FEW, AggregatesInMemoryJourney.SNAPSHOTS})
class AggregatesInMemoryOnH2IT extends AggregatesInMemoryJourney {}
