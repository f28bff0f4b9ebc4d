package io.fluvius.eventstore;

import io.fluvius.DatabaseOnly;
import io.fluvius.OnPostgres;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class AxonServerValuesOnPostgresIT extends AxonServerValuesContract {}
