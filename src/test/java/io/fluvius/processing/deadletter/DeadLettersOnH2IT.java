package io.fluvius.processing.deadletter;

import io.fluvius.environment.OnH2;

@OnH2
class DeadLettersOnH2IT extends DeadLettersContract {}
