package io.fluvius.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN =
            List.of("postgres", "axonserver", "fluvius.data-dir", "fluvius.append.queue");

    @ParameterizedTest
    @CsvSource({
        "postgre, postgres",
        "postgers, postgres",
        "PostgreSQL, postgres",
        "axon-server, axonserver",
        "fluvius.data-dri, fluvius.data-dir",
        "fluvius.append.queu, fluvius.append.queue"
    })
    void a_mistyped_name_has_a_nearest_one(String mistyped, String meant) {
        assertThat(NearestName.of(mistyped, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"production", "h2", "x", "''"})
    void another_name_has_none(String other) {
        assertThat(NearestName.of(other, KNOWN)).isEmpty();
    }

    @Test
    void of_two_that_are_equally_near_the_first_in_alphabetical_order_is_chosen() {
        assertThat(NearestName.of("usar", List.of("user", "usor"))).contains("user");
    }
}
