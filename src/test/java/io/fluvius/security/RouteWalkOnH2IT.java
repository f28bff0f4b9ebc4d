package io.fluvius.security;

import io.fluvius.environment.OnH2;

@OnH2
class RouteWalkOnH2IT extends RouteWalkJourney {}
