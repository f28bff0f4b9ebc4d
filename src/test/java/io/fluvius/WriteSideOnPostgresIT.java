package io.fluvius;

@OnPostgres
class WriteSideOnPostgresIT extends WriteSideJourney {}
