package io.fluvius.security;

import io.fluvius.environment.OnH2;

@OnH2
class KeysOnH2IT extends KeysJourney {}
