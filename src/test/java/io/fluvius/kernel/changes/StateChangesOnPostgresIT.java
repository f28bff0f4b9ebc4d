package io.fluvius.kernel.changes;

import io.fluvius.OnPostgres;

@OnPostgres
class StateChangesOnPostgresIT extends StateChangesJourney {}
