package io.fluvius.faults;

class BankCrashOnH2IT extends BankCrashJourney {

    BankCrashOnH2IT() {
        super(KilledApplication.onH2(BANK));
    }
}
