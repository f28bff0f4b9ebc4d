package io.fluvius.automation;

import io.fluvius.environment.OnH2;
import org.springframework.context.annotation.Import;

@OnH2
@Import(AutomationJourney.Automations.class)
class AutomationOnH2IT extends AutomationJourney {}
