package io.fluvius.eventstore;

import io.fluvius.OnH2;

@OnH2(properties = {BacklogJourney.SMALL, BacklogJourney.BRIEF, BacklogJourney.TOLD})
class BacklogOnH2IT extends BacklogJourney {}
