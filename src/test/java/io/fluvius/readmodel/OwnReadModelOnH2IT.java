package io.fluvius.readmodel;

import io.fluvius.environment.OnH2;
import org.springframework.context.annotation.Import;

@OnH2
@Import(OwnReadModelJourney.ReadModels.class)
class OwnReadModelOnH2IT extends OwnReadModelJourney {}
