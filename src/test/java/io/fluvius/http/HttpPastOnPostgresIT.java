package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpPastOnPostgresIT extends HttpPastJourney {}
