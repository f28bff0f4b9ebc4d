package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpBadInputOnH2IT extends HttpBadInputJourney {}
