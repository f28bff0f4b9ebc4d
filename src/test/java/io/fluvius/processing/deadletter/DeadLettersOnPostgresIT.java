package io.fluvius.processing.deadletter;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class DeadLettersOnPostgresIT extends DeadLettersContract {}
