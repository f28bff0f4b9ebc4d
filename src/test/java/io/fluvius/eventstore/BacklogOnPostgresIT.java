package io.fluvius.eventstore;

import io.fluvius.OnPostgres;

@OnPostgres(properties = {BacklogJourney.SMALL, BacklogJourney.BRIEF, BacklogJourney.TOLD})
class BacklogOnPostgresIT extends BacklogJourney {}
