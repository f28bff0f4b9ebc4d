package io.fluvius.operations;

import io.fluvius.environment.OnH2;
import org.springframework.context.annotation.Import;

@OnH2
@Import(DeadLetterOfficeJourney.Handlers.class)
class OperatorActionsOnH2IT extends OperatorActionsJourney {}
