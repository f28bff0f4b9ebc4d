package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpCommandsOnPostgresIT extends HttpCommandsJourney {}
