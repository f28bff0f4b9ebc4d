package io.fluvius.processing;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {BacklogJourney.SMALL_BATCH, BacklogJourney.SHORT_CLAIM, BacklogJourney.INFO_LOG})
class BacklogOnPostgresIT extends BacklogJourney {}
