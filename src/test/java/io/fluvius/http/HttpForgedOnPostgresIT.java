package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpForgedOnPostgresIT extends HttpForgedJourney {}
