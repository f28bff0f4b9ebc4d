package io.fluvius.projection;

import io.fluvius.environment.OnH2;

@OnH2
class WalkUnderChurnOnH2IT extends WalkUnderChurnContract {}
