package io.fluvius.aggregate;

import io.fluvius.environment.OnH2;

@OnH2(properties = {SnapshotJourney.OFTEN, SnapshotJourney.NOT_IN_MEMORY})
class SnapshotOnH2IT extends SnapshotJourney {}
