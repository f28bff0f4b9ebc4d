package io.fluvius.aggregate;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {AggregatesInMemoryJourney.FEW, AggregatesInMemoryJourney.SNAPSHOTS})
class AggregatesInMemoryOnPostgresIT extends AggregatesInMemoryJourney {}
