package io.fluvius.http.command;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpDryRunOnPostgresIT extends HttpDryRunJourney {}
