package io.fluvius.http;

import io.fluvius.OnPostgres;

@OnPostgres
class HttpReplayOnPostgresIT extends HttpReplayJourney {}
