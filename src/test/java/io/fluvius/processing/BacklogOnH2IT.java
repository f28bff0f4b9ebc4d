package io.fluvius.processing;

import io.fluvius.environment.OnH2;

@OnH2(properties = {BacklogJourney.SMALL, BacklogJourney.BRIEF, BacklogJourney.TOLD})
class BacklogOnH2IT extends BacklogJourney {}
