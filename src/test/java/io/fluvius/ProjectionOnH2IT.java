package io.fluvius;

@OnH2
class ProjectionOnH2IT extends ProjectionJourney {}
