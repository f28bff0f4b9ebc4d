package io.fluvius;

@OnH2
class RebuildOnH2IT extends RebuildJourney {}
