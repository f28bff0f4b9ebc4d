package io.fluvius.security;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class RolesOnPostgresIT extends RolesJourney {}
