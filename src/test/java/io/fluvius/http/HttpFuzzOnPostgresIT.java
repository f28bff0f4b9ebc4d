package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpFuzzOnPostgresIT extends HttpFuzzJourney {}
