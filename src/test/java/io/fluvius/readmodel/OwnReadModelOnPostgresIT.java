package io.fluvius.readmodel;

import io.fluvius.environment.OnPostgres;
import org.springframework.context.annotation.Import;

@OnPostgres
@Import(OwnReadModelJourney.ReadModels.class)
class OwnReadModelOnPostgresIT extends OwnReadModelJourney {}
