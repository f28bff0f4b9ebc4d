package io.fluvius.operations;

import io.fluvius.environment.OnPostgres;
import org.springframework.context.annotation.Import;

@OnPostgres
@Import(DeadLetterOfficeJourney.Handlers.class)
class OperatorActionsOnPostgresIT extends OperatorActionsJourney {}
