package io.fluvius.service;

import io.fluvius.environment.OnH2;

@OnH2
class ForeignServiceOnH2IT extends ForeignServiceJourney {}
