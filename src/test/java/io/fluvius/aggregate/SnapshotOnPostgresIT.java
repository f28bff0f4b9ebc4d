package io.fluvius.aggregate;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {SnapshotJourney.OFTEN, SnapshotJourney.NOT_IN_MEMORY})
class SnapshotOnPostgresIT extends SnapshotJourney {}
