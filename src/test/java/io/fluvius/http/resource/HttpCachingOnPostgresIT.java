package io.fluvius.http.resource;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpCachingOnPostgresIT extends HttpCachingJourney {}
