package io.fluvius.processing;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {BacklogJourney.SMALL, BacklogJourney.BRIEF, BacklogJourney.TOLD})
class BacklogOnPostgresIT extends BacklogJourney {}
