package io.fluvius.automation;

import io.fluvius.environment.OnPostgres;
import org.springframework.context.annotation.Import;

@OnPostgres
@Import(AutomationJourney.Automations.class)
class AutomationOnPostgresIT extends AutomationJourney {}
