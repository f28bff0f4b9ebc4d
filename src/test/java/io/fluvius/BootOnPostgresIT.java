package io.fluvius;

@OnPostgres
class BootOnPostgresIT extends BootJourney {}
