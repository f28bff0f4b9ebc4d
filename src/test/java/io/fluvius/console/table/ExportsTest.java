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
        exports.begin(first, "anonymous", 1);
        Stream.generate(UUID::randomUUID).limit(99).forEach(id -> exports.begin(id, "anonymous", 1));
        assertThat(exports.find(first, "anonymous")).isPresent();

        exports.begin(UUID.randomUUID(), "anonymous", 1);
        assertThat(exports.find(first, "anonymous")).isEmpty();
    }
}
