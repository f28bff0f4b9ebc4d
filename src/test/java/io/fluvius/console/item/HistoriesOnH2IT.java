package io.fluvius.console.item;

import io.fluvius.environment.OnH2;

@OnH2
class HistoriesOnH2IT extends HistoriesJourney {}
