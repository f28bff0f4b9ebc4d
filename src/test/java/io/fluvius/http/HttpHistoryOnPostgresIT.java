package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpHistoryOnPostgresIT extends HttpHistoryJourney {}
