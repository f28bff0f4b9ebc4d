package io.fluvius.saga;

import io.fluvius.environment.OnPostgres;
import org.springframework.context.annotation.Import;

@OnPostgres
@Import({PasswordRenewal.class, FailsAtFirst.class})
class SagaOnPostgresIT extends SagaJourney {}
