package io.fluvius.eventstore;

import io.fluvius.OnPostgres;

@OnPostgres(properties = {AggregatesInMemoryJourney.FEW, AggregatesInMemoryJourney.SNAPSHOTS})
class AggregatesInMemoryOnPostgresIT extends AggregatesInMemoryJourney {}
