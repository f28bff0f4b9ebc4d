package io.fluvius.eventstore;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnH2;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnH2(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class StoreModeCheckOnH2IT extends StoreModeCheckContract {}
