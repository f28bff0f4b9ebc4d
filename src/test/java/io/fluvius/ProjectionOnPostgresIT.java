package io.fluvius;

@OnPostgres
class ProjectionOnPostgresIT extends ProjectionJourney {}
