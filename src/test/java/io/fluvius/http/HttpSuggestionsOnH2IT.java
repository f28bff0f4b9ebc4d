package io.fluvius.http;

import io.fluvius.environment.OnH2;

@OnH2
class HttpSuggestionsOnH2IT extends HttpSuggestionsJourney {}
