package io.fluvius.faults;

import io.fluvius.FluviusApplication;

class CrashOnH2IT extends CrashJourney {

    CrashOnH2IT() {
        super(KilledApplication.onH2(FluviusApplication.class));
    }
}
