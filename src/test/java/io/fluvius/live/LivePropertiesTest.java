package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePropertiesTest {

    /** With a smaller buffer every subscriber would overflow at once. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void a_buffer_has_room_for_at_least_one_change(int buffer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveProperties(buffer))
                .withMessageContaining("fluvius.changes.buffer");
    }
}
