package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpBadInputOnPostgresIT extends HttpBadInputJourney {}
