package io.fluvius.console.event;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class EventsOnPostgresIT extends EventsJourney {}
