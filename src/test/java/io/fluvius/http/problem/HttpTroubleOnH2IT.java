package io.fluvius.http.problem;

import io.fluvius.environment.OnH2;

@OnH2(
        properties = {
            "spring.datasource.hikari.connection-timeout=500",
            "spring.datasource.hikari.connection-init-sql=set lock_timeout 200"
        })
class HttpTroubleOnH2IT extends HttpTroubleJourney {}
