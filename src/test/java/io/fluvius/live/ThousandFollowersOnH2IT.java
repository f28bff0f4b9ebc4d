package io.fluvius.live;

import io.fluvius.environment.OnH2;

@OnH2(properties = "fluvius.http.changes.heartbeat=1s")
class ThousandFollowersOnH2IT extends ThousandFollowersJourney {}
