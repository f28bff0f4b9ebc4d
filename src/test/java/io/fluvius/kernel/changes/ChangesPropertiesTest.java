package io.fluvius.kernel.changes;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesPropertiesTest {

    /** Everybody would be too slow, always. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void a_buffer_holds_something(int buffer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangesProperties(buffer))
                .withMessageContaining("fluvius.changes.buffer");
    }
}
