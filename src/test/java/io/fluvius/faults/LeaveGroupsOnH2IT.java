package io.fluvius.faults;

import io.fluvius.FluviusApplication;

class LeaveGroupsOnH2IT extends LeaveGroupsJourney {

    LeaveGroupsOnH2IT() {
        super(KilledApplication.onH2(FluviusApplication.class));
    }
}
