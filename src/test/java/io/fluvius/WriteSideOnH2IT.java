package io.fluvius;

@OnH2
class WriteSideOnH2IT extends WriteSideJourney {}
