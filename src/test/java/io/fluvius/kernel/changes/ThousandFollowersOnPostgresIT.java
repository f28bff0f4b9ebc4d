package io.fluvius.kernel.changes;

import io.fluvius.OnPostgres;

@OnPostgres(properties = "fluvius.http.changes.heartbeat=1s")
class ThousandFollowersOnPostgresIT extends ThousandFollowersJourney {}
