package io.fluvius.faults;

import io.fluvius.FluviusApplication;

class RebuildCrashOnH2IT extends RebuildCrashJourney {

    RebuildCrashOnH2IT() {
        super(KilledApplication.onH2(FluviusApplication.class));
    }
}
