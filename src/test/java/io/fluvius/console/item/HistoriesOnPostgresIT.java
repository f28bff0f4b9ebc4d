package io.fluvius.console.item;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HistoriesOnPostgresIT extends HistoriesJourney {}
