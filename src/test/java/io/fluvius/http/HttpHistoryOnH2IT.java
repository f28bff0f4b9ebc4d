package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpHistoryOnH2IT extends HttpHistoryJourney {}
