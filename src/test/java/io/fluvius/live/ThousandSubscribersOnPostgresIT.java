package io.fluvius.live;

import io.fluvius.environment.OnPostgres;

@OnPostgres(properties = {"fluvius.http.changes.heartbeat=1s", ThousandSubscribersJourney.PATIENT_APPENDS})
class ThousandSubscribersOnPostgresIT extends ThousandSubscribersJourney {}
