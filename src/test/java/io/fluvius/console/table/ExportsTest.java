package io.fluvius.console.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExportsTest {

    @Test
    void the_last_hundred_exports_are_kept() {
        Exports exports = new Exports();
        UUID first = UUID.randomUUID();
        exports.begin(first, 1);
        Stream.generate(UUID::randomUUID).limit(99).forEach(id -> exports.begin(id, 1));
        assertThat(exports.find(first)).isPresent();

        exports.begin(UUID.randomUUID(), 1);
        assertThat(exports.find(first)).isEmpty();
    }
}
