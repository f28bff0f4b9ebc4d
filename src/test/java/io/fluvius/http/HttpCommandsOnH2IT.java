package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpCommandsOnH2IT extends HttpCommandsJourney {}
