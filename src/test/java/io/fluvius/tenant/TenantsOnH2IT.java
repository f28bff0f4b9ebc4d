package io.fluvius.tenant;

import io.fluvius.environment.OnH2;

@OnH2
class TenantsOnH2IT extends TenantsJourney {}
