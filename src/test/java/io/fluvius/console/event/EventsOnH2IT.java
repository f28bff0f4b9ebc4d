package io.fluvius.console.event;

import io.fluvius.environment.OnH2;

@OnH2
class EventsOnH2IT extends EventsJourney {}
