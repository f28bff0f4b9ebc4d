package io.fluvius.http.problem;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpRefusedRequestOnPostgresIT extends HttpRefusedRequestJourney {}
