package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.ContractSuites;
import io.fluvius.environment.LongRunning;
import io.fluvius.query.ReferenceQuery;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison with the reference detects wrong results and reports them briefly. */
@ResourceLock("jqwik")
@LongRunning
class QueryPropertiesTest {

    private static final String PROPERTY = "every_query_returns_the_results_of_the_reference";

    static class Correct extends InMemoryQueryProperties {
        Correct() {
            super(new ReferenceQuery());
        }
    }

    static Stream<Class<?>> broken() {
        return Stream.of(BrokenFilters.class, BrokenPages.class).flatMap(it -> Arrays.stream(it.getDeclaredClasses()));
    }

    @Test
    void correct_results_are_accepted() {
        assertThat(ContractSuites.falsifiedBy(Correct.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_wrong_result_is_detected(Class<?> implementation) {
        assertThat(ContractSuites.falsifiedBy(implementation))
                .hasEntrySatisfying(
                        PROPERTY,
                        report -> assertThat(report).containsPattern("(matches|returns) the wrong (rows|page)"));
    }

    @Test
    void a_wrong_result_is_reported_as_the_simplest_query_and_the_rows_that_differ() {
        assertThat(ContractSuites.simplestFalsifiedBy(BrokenFilters.Negations_ignore_null_values.class))
                .hasEntrySatisfying(
                        PROPERTY,
                        report -> assertThat(report)
                                .containsPattern("\\{\"filter\":\\{.{10,40}}}\n(matches|returns) the wrong (rows|page)")
                                .containsPattern("missing: +\\[Specimen\\[id=")
                                .containsPattern("unexpected: \\[]"));
    }
}
