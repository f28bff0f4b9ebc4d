package io.fluvius;

@OnPostgres
class RebuildOnPostgresIT extends RebuildJourney {}
