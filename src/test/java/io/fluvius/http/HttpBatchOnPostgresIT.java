package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpBatchOnPostgresIT extends HttpBatchJourney {}
