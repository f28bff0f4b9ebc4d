package io.fluvius.projection;

import io.fluvius.environment.OnH2;

@OnH2
class PagingDuringChangesOnH2IT extends PagingDuringChangesContract {}
