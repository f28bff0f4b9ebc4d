package io.fluvius.eventstore.append;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnH2;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnH2(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class PersonalKeysOnH2IT extends PersonalKeysContract {}
