package io.fluvius.live;

import io.fluvius.environment.OnH2;

@OnH2(properties = {"fluvius.http.changes.heartbeat=1s", ThousandSubscribersJourney.PATIENT_APPENDS})
class ThousandSubscribersOnH2IT extends ThousandSubscribersJourney {}
