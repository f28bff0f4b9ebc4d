package io.fluvius.live;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class StateChangesOnPostgresIT extends StateChangesJourney {}
