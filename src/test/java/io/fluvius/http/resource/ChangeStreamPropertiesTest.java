package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeStreamPropertiesTest {

    /** Without a pause between heartbeats, a stream would send nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S"})
    void a_heartbeat_of_less_than_a_millisecond_is_refused(String heartbeat) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangeStreamProperties(Duration.parse(heartbeat)))
                .withMessageContaining("fluvius.http.changes.heartbeat");
    }
}
