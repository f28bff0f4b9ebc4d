package io.fluvius.processing;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {BacklogJourney.SMALL_BATCH, BacklogJourney.SHORT_CLAIM, BacklogJourney.FOUR_SEGMENTS})
class BacklogOnPostgresIT extends BacklogJourney {}
