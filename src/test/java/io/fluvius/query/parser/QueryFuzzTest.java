package io.fluvius.query.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random invalid queries with a fixed seed. The build profile {@code nightly} searches for more with a coverage-guided
 * fuzzer.
 */
class QueryFuzzTest {

    private static final int TRIES = 20_000;
    private static final int MAX_BYTES = 300;

    private final Random random = new Random(20_261_122);
    private final BadQueries queries = new BadQueries(random);

    @Test
    void every_map_results_in_a_query_or_a_problem() {
        assertThat(validQueries(it -> QueryFuzzer.map(it.request()))).isBetween(TRIES / 100L, TRIES * 99L / 100);
    }

    @Test
    void every_url_results_in_a_query_or_a_problem() {
        assertThat(validQueries(it -> QueryFuzzer.url(it.parameters()))).isBetween(TRIES / 100L, TRIES * 99L / 100);
    }

    @Test
    void every_fuzzer_input_is_handled() {
        for (int tried = 0; tried < TRIES; tried++) {
            byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
            random.nextBytes(bytes);
            QueryFuzzer.fuzzerTestOneInput(bytes);
        }
    }

    private long validQueries(Predicate<BadQueries> isQuery) {
        return Stream.generate(() -> queries).limit(TRIES).filter(isQuery).count();
    }
}
