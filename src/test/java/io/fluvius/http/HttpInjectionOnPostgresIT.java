package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpInjectionOnPostgresIT extends HttpInjectionJourney {}
