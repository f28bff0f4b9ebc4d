package io.fluvius.operations.rebuild;

import io.fluvius.environment.OnH2;

@OnH2
class ViewRebuildOnH2IT extends ViewRebuildJourney {}
