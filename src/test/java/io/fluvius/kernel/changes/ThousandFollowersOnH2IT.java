package io.fluvius.kernel.changes;

import io.fluvius.OnH2;

@OnH2(properties = "fluvius.http.changes.heartbeat=1s")
class ThousandFollowersOnH2IT extends ThousandFollowersJourney {}
