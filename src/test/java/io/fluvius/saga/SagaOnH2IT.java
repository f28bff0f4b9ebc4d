package io.fluvius.saga;

import io.fluvius.environment.OnH2;
import org.springframework.context.annotation.Import;

@OnH2
@Import({PasswordRenewal.class, FailsAtFirst.class})
class SagaOnH2IT extends SagaJourney {}
