package io.fluvius.service;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class ForeignServiceOnPostgresIT extends ForeignServiceJourney {}
