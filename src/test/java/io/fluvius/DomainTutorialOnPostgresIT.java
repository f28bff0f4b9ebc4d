package io.fluvius;

@OnPostgres
class DomainTutorialOnPostgresIT extends DomainTutorialJourney {}
