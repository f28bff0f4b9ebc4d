package io.fluvius.http.resource;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnH2;
import io.fluvius.library.LibraryDomain;

@OnH2(classes = {FluviusApplication.class, LibraryDomain.class})
class HttpPastOnH2IT extends HttpPastJourney {}
