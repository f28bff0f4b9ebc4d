package io.fluvius.query.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Bad questions at random, always the same ones: the seed is fixed. The profile {@code nightly} of the build looks for more,
 * led by the code that they reach.
 */
class QueryFuzzTest {

    private static final int TRIES = 20_000;
    private static final int MAX_BYTES = 300;

    private final Random random = new Random(20_261_122);
    private final BadQueries questions = new BadQueries(random);

    @Test
    void every_map_is_a_query_or_a_problem() {
        assertThat(answers(it -> QueryFuzzer.map(it.request()))).isBetween(TRIES / 100L, TRIES * 99L / 100);
    }

    @Test
    void every_url_is_a_query_or_a_problem() {
        assertThat(answers(it -> QueryFuzzer.url(it.parameters()))).isBetween(TRIES / 100L, TRIES * 99L / 100);
    }

    @Test
    void all_bytes_are_a_question_that_is_answered() {
        for (int tried = 0; tried < TRIES; tried++) {
            byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
            random.nextBytes(bytes);
            QueryFuzzer.fuzzerTestOneInput(bytes);
        }
    }

    private long answers(Predicate<BadQueries> isQuery) {
        return Stream.generate(() -> questions).limit(TRIES).filter(isQuery).count();
    }
}
