package io.fluvius.person;

import io.fluvius.domain.fixture.EventSamples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Stored events of persons can be read forever. */
class PersonEventsTest {

    @Test
    void recorded_samples_are_read_and_written() {
        EventSamples.of(new PersonDomain().persons(), Path.of("src/test/resources/person-events"))
                .verify();
    }
}
