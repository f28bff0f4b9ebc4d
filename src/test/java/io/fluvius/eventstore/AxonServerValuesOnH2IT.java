package io.fluvius.eventstore;

import io.fluvius.DatabaseOnly;
import io.fluvius.OnH2;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnH2(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class AxonServerValuesOnH2IT extends AxonServerValuesContract {}
