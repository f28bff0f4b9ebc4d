package io.fluvius.kernel.state;

import io.fluvius.OnH2;

@OnH2
class WalkUnderChurnOnH2IT extends WalkUnderChurnContract {}
