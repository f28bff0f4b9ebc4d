package io.fluvius.tutorial;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class DomainTutorialOnPostgresIT extends DomainTutorialJourney {}
