package io.fluvius.journey;

import io.fluvius.environment.OnH2;

@OnH2
class CommandGatewayOnH2IT extends CommandGatewayJourney {}
