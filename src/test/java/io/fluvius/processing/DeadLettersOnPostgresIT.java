package io.fluvius.processing;

import io.fluvius.environment.OnPostgres;

@OnPostgres
class DeadLettersOnPostgresIT extends DeadLettersContract {}
