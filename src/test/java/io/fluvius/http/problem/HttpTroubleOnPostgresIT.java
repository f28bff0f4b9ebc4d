package io.fluvius.http.problem;

import io.fluvius.environment.OnPostgres;

@OnPostgres(
        properties = {
            "spring.datasource.hikari.connection-timeout=500",
            "spring.datasource.hikari.connection-init-sql=set lock_timeout = 200"
        })
class HttpTroubleOnPostgresIT extends HttpTroubleJourney {}
