package io.fluvius.console.browser;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class SignedInOnPostgresIT extends SignedInJourney {}
