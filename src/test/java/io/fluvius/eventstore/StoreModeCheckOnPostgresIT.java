package io.fluvius.eventstore;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class StoreModeCheckOnPostgresIT extends StoreModeCheckContract {}
