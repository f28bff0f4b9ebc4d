package io.fluvius.processing;

import io.fluvius.environment.OnH2;

@OnH2(properties = {BacklogJourney.SMALL_BATCH, BacklogJourney.SHORT_CLAIM, BacklogJourney.FOUR_SEGMENTS})
class BacklogOnH2IT extends BacklogJourney {}
