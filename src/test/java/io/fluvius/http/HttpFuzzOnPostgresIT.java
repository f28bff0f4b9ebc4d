package io.fluvius.http;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpFuzzOnPostgresIT extends HttpFuzzJourney {}
