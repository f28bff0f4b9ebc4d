package io.fluvius.journey;

import io.fluvius.environment.OnH2;

@OnH2
class QueryGatewayOnH2IT extends QueryGatewayJourney {}
