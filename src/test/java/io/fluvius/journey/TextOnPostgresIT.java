package io.fluvius.journey;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class TextOnPostgresIT extends TextJourney {}
