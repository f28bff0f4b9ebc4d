package io.fluvius.http;

import io.fluvius.OnH2;

@OnH2
class HttpBatchOnH2IT extends HttpBatchJourney {}
