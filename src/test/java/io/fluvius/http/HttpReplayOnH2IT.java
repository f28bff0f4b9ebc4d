package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpReplayOnH2IT extends HttpReplayJourney {}
