package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.ContractSuites;
import io.fluvius.query.ReferenceQuery;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison with the reference notices what is wrong, and says it briefly. */
class QueryPropertiesTest {

    private static final String PROPERTY = "every_query_is_answered_as_the_reference_answers_it";

    static class Right extends InMemoryQueryProperties {
        Right() {
            super(new ReferenceQuery());
        }
    }

    static Stream<Class<?>> broken() {
        return Stream.of(BrokenFilters.class, BrokenPages.class).flatMap(it -> Arrays.stream(it.getDeclaredClasses()));
    }

    @Test
    void right_answers_are_not_objected_to() {
        assertThat(ContractSuites.falsifiedBy(Right.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_wrong_answer_is_noticed(Class<?> answers) {
        assertThat(ContractSuites.falsifiedBy(answers))
                .hasEntrySatisfying(PROPERTY, said -> assertThat(said).contains("is answered wrongly"));
    }

    @Test
    void what_is_wrong_is_said_as_the_simplest_question_and_the_rows_that_differ() {
        assertThat(ContractSuites.falsifiedBy(BrokenFilters.Negations_forget_absent_values.class))
                .hasEntrySatisfying(
                        PROPERTY,
                        said -> assertThat(said)
                                .containsPattern("\\{\"filter\":\\{.{10,40}}}\nis answered wrongly")
                                .containsPattern("lost: +\\[Specimen\\[id=")
                                .containsPattern("unwanted: \\[]"));
    }
}
