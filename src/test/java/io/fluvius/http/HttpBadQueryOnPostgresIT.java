package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpBadQueryOnPostgresIT extends HttpBadQueryJourney {}
