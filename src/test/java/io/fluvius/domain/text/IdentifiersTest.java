package io.fluvius.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    private static final String ID = "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10";

    @Test
    void a_new_identifier_is_a_version_7_uuid() {
        assertThat(Identifiers.next().version()).isEqualTo(7);
        assertThat(Identifiers.next().variant()).isEqualTo(2);
    }

    @Test
    void identifiers_sort_by_the_time_of_their_generation_as_values_and_as_text() {
        List<UUID> generated = Stream.generate(Identifiers::next).limit(10_000).toList();

        assertThat(generated).isSorted().doesNotHaveDuplicates();
        assertThat(generated.stream().map(UUID::toString).toList()).isSorted();
    }

    @Test
    void an_identifier_is_parsed_in_either_case() {
        assertThat(Identifiers.parse(ID)).contains(UUID.fromString(ID));
        assertThat(Identifiers.parse(ID.toUpperCase(java.util.Locale.ROOT))).contains(UUID.fromString(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0190c7a15d3c7f0080003b9f6a2c1d10",
                " 0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10",
                "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10\n",
                "{0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10}",
                "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d1g",
                "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d1",
                "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d100",
                "0190c7a15-d3c-7f00-8000-3b9f6a2c1d10",
                "0190c7a105d3c07f000800003b9f6a2c1d10",
                "+190c7a1-5d3c-7f00-8000-3b9f6a2c1d10",
                "0190c7a1-5d3c-7f00-8000+3b9f6a2c1d10",
                "٠190c7a1-5d3c-7f00-8000-3b9f6a2c1d10"
            })
    void any_other_text_is_not_an_identifier(String text) {
        assertThat(Identifiers.parse(text)).isEmpty();
    }
}
