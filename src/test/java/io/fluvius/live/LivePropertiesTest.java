package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePropertiesTest {

    /** Everybody would be too slow, always. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void a_buffer_holds_something(int buffer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveProperties(buffer))
                .withMessageContaining("fluvius.changes.buffer");
    }
}
