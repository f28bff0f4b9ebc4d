package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpRefusalsOnPostgresIT extends HttpRefusalsJourney {}
