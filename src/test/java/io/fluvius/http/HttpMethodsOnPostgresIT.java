package io.fluvius.http;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpMethodsOnPostgresIT extends HttpMethodsJourney {}
