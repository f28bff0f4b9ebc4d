package io.fluvius.http.resource;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnPostgres;
import io.fluvius.library.LibraryDomain;

@OnPostgres(classes = {FluviusApplication.class, LibraryDomain.class})
class HttpHistoryOnPostgresIT extends HttpHistoryJourney {}
