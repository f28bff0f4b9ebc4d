package io.fluvius.http;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class HttpSuggestionsOnPostgresIT extends HttpSuggestionsJourney {}
