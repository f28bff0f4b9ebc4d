package io.fluvius.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link UniqueValues}. */
public abstract class UniqueValuesContract {

    protected static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    protected static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    protected static final String VALUE = "john@example.com";

    /** A scope for this test only, because the database outlives the test. */
    protected final String scope = "user-" + UUID.randomUUID() + ".email";

    protected abstract UniqueValues values();

    @Test
    void a_claimed_value_is_refused_to_a_second_owner_and_the_refusal_names_the_field() {
        values().claim(scope, VALUE, ALICE);

        assertTaken(scope, VALUE, BOB);
    }

    @Test
    void a_refused_claim_changes_nothing() {
        values().claim(scope, VALUE, ALICE);
        assertTaken(scope, VALUE, BOB);

        values().release(scope, VALUE, BOB);
        assertTaken(scope, VALUE, BOB);
        assertFree(scope, VALUE, ALICE);
    }

    @Test
    void claiming_again_does_nothing() {
        values().claim(scope, VALUE, ALICE);

        assertFree(scope, VALUE, ALICE);
        assertTaken(scope, VALUE, BOB);
    }

    @Test
    void a_released_value_is_free_for_another_owner() {
        values().claim(scope, VALUE, ALICE);
        values().release(scope, VALUE, ALICE);

        assertFree(scope, VALUE, BOB);
        assertTaken(scope, VALUE, ALICE);
    }

    @Test
    void a_released_value_can_be_claimed_again_by_its_owner() {
        values().claim(scope, VALUE, ALICE);
        values().release(scope, VALUE, ALICE);

        assertFree(scope, VALUE, ALICE);
        assertTaken(scope, VALUE, BOB);
    }

    @Test
    void only_the_owner_releases_a_value() {
        values().claim(scope, VALUE, ALICE);
        values().release(scope, VALUE, BOB);

        assertTaken(scope, VALUE, BOB);
    }

    @Test
    void releasing_a_free_value_does_nothing() {
        assertThatNoException().isThrownBy(() -> values().release(scope, VALUE, ALICE));
        assertFree(scope, VALUE, BOB);
    }

    @Test
    void scopes_are_separate() {
        String other = "other-" + scope;
        values().claim(scope, VALUE, ALICE);

        assertFree(other, VALUE, BOB);
        values().release(other, VALUE, BOB);
        assertTaken(scope, VALUE, BOB);
    }

    @Test
    void values_are_compared_exactly() {
        values().claim(scope, VALUE, ALICE);

        assertFree(scope, VALUE.toUpperCase(), BOB);
        assertFree(scope, VALUE + " ", BOB);
    }

    @Test
    void any_text_of_the_maximum_length_can_be_claimed() {
        String value = "\u05d0\u05d1\uD83D\uDE00 \u00e9"
                        .repeat(UniqueValues.MAX_LENGTH)
                        .substring(0, 498) + "zz";
        assertThat(value).hasSize(UniqueValues.MAX_LENGTH);
        values().claim(scope, value, ALICE);

        assertTaken(scope, value, BOB);
    }

    protected final void assertTaken(String in, String value, UUID claimant) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> values().claim(in, value, claimant))
                .satisfies(refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
                    assertThat(refusal.problem().members()).containsEntry("field", "email");
                });
    }

    protected final void assertFree(String in, String value, UUID claimant) {
        assertThatNoException().isThrownBy(() -> values().claim(in, value, claimant));
    }
}
