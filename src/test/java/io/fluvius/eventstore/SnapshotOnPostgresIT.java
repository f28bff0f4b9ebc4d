package io.fluvius.eventstore;

import io.fluvius.OnPostgres;

@OnPostgres(properties = {SnapshotJourney.OFTEN, SnapshotJourney.NOT_IN_MEMORY})
class SnapshotOnPostgresIT extends SnapshotJourney {}
