package io.fluvius.eventstore;

import io.fluvius.OnH2;

@OnH2(properties = {SnapshotJourney.OFTEN, SnapshotJourney.NOT_IN_MEMORY})
class SnapshotOnH2IT extends SnapshotJourney {}
