package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpFreshnessOnPostgresIT extends HttpFreshnessJourney {}
