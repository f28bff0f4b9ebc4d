package io.fluvius.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.text.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Problem PROBLEM = Problem.of(ProblemCode.INVALID_PAYLOAD, "It does not fit");
    private static final Fault FIRST = new Fault("/payload/name", "is required");
    private static final Fault SECOND = new Fault("/payload/email", "must be text");

    @Test
    void a_new_problem_has_no_faults_and_no_members() {
        assertThat(PROBLEM).isEqualTo(new Problem(ProblemCode.INVALID_PAYLOAD, "It does not fit", List.of(), Map.of()));
    }

    @Test
    void faults_are_added_in_order() {
        Problem located = PROBLEM.at("/payload/name", "is required").at("/payload/email", "must be text");

        assertThat(located.errors()).containsExactly(FIRST, SECOND);
        assertThat(PROBLEM.errors()).isEmpty();
    }

    @Test
    void faults_are_replaced() {
        Problem located = PROBLEM.at("/payload/name", "is required").withErrors(List.of(SECOND));

        assertThat(located.errors()).containsExactly(SECOND);
    }

    @Test
    void members_are_added() {
        Problem more = PROBLEM.with("actual", 3L).with("field", "email").at("/payload", "is bad");

        assertThat(more.members()).isEqualTo(Map.of("actual", 3L, "field", "email"));
        assertThat(PROBLEM.members()).isEmpty();
    }

    @Test
    void a_problem_copies_its_list_of_faults() {
        List<Fault> faults = new ArrayList<>(List.of(FIRST));
        Problem located = PROBLEM.withErrors(faults);
        faults.add(SECOND);

        assertThat(located.errors()).containsExactly(FIRST);
    }

    @Test
    void faults_are_thrown_if_there_are_any() {
        assertThatNoException()
                .isThrownBy(() -> Problem.throwIfAny(List.of(), ProblemCode.INVALID_PAYLOAD, "It does not fit"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Problem.throwIfAny(List.of(FIRST), ProblemCode.INVALID_PAYLOAD, "It does not fit"))
                .satisfies(it -> assertThat(it.problem()).isEqualTo(PROBLEM.withErrors(List.of(FIRST))));
    }

    @Test
    void the_exception_carries_the_problem_and_has_no_stack_trace() {
        ProblemException exception = PROBLEM.at("/payload/name", "is required").asException();

        assertThat(exception.problem()).isEqualTo(PROBLEM.withErrors(List.of(FIRST)));
        assertThat(exception.getStackTrace()).isEmpty();
        assertThat(exception).hasMessageContainingAll("invalid-payload", "/payload/name");
    }

    @Test
    void a_reference_token_is_escaped() {
        assertThat(Fault.child("/payload", "a/b~c")).isEqualTo("/payload/a~1b~0c");
        assertThat(Fault.child("", "~1")).isEqualTo("/~01");
        assertThat(Fault.child("/payload", "")).isEqualTo("/payload/");
    }

    @Test
    void the_text_of_a_code_is_in_kebab_case() {
        assertThat(ProblemCode.UNIQUE_VALUE_TAKEN.text()).isEqualTo("unique-value-taken");
        assertThat(ProblemCode.INTERNAL.text()).isEqualTo("internal");
    }

    @Test
    void an_aggregate_id_that_is_not_a_uuid_is_an_invalid_aggregate() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> AggregateRef.of("user", "42"))
                .satisfies(it -> assertThat(it.problem().code()).isEqualTo(ProblemCode.INVALID_AGGREGATE))
                .satisfies(it -> assertThat(it.problem().errors())
                        .extracting(Fault::pointer)
                        .containsExactly("/aggregate/id"));
    }

    @Test
    void an_aggregate_id_that_is_a_uuid_is_accepted() {
        UUID id = Identifiers.next();

        assertThat(AggregateRef.of("user", id.toString()))
                .isEqualTo(AggregateRef.of("user", id))
                .hasToString("user/" + id);
    }
}
