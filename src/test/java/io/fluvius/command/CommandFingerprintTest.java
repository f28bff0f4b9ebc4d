package io.fluvius.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Creating;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandFingerprintTest {

    private static final AggregateRef JOHN = AggregateRef.of("user", UUID.randomUUID());
    private static final AggregateRef JANE = AggregateRef.of("user", UUID.randomUUID());

    private record Name(String value) {}

    private record Change(@Nullable Name name, List<String> list, Set<Name> set) {}

    private record Other(@Nullable Name name, List<String> list, Set<Name> set) {}

    private record Create(String name) implements Creating {}

    private record Two(String first, String second) {}

    @Test
    void equal_commands_on_the_same_aggregate_have_equal_fingerprints() {
        assertThat(of(change("a", List.of("x"), "1"), JOHN))
                .isEqualTo(of(change("a", List.of("x"), "1"), JOHN))
                .hasSize(64);
    }

    @Test
    void every_difference_changes_the_fingerprint() {
        String one = of(change("a", List.of("x", "y"), "1"), JOHN);

        assertThat(one)
                .isNotEqualTo(of(change("a", List.of("x", "y"), "1"), JANE))
                .isNotEqualTo(of(change("b", List.of("x", "y"), "1"), JOHN))
                .isNotEqualTo(of(change("a", List.of("y", "x"), "1"), JOHN))
                .isNotEqualTo(of(change("a", List.of("x", "y"), "2"), JOHN))
                .isNotEqualTo(of(change(null, List.of("x", "y"), "1"), JOHN))
                .isNotEqualTo(of(new Other(new Name("a"), List.of("x", "y"), Set.of(new Name("1"))), JOHN));
        assertThat(of(change(null, List.of(), "1"), JOHN)).isNotEqualTo(of(change("null", List.of(), "1"), JOHN));
    }

    @Test
    void a_value_with_separators_differs_from_several_values() {
        assertThat(of(new Two("a,second=1:b", "c"), JOHN)).isNotEqualTo(of(new Two("a", "b,second=1:c"), JOHN));
        assertThat(of(change("a", List.of("x,1:y"), "1"), JOHN))
                .isNotEqualTo(of(change("a", List.of("x", "y"), "1"), JOHN));
    }

    @Test
    void the_order_of_a_set_does_not_matter() {
        assertThat(of(change("a", List.of(), "1", "2", "3"), JOHN))
                .isEqualTo(of(change("a", List.of(), "3", "1", "2"), JOHN));
    }

    @Test
    void an_aggregate_that_was_generated_does_not_matter() {
        assertThat(generated(new Create("a"), JOHN))
                .isEqualTo(generated(new Create("a"), JANE))
                .isNotEqualTo(generated(new Create("b"), JOHN))
                .isNotEqualTo(of(new Create("a"), JOHN));
        assertThat(of(new Create("a"), JOHN)).isNotEqualTo(of(new Create("a"), JANE));
    }

    @Test
    void the_expected_version_matters() {
        Command any = command(new Two("a", "b"), JOHN, true);

        assertThat(any.onVersion(1).fingerprint())
                .isEqualTo(any.onVersion(1).fingerprint())
                .isNotEqualTo(any.onVersion(2).fingerprint())
                .isNotEqualTo(any.fingerprint());
    }

    private static Change change(@Nullable String name, List<String> list, String... set) {
        Set<Name> names = new LinkedHashSet<>();
        for (String each : set) {
            names.add(new Name(each));
        }
        return new Change(name == null ? null : new Name(name), list, names);
    }

    private static String of(Record payload, AggregateRef aggregate) {
        return command(payload, aggregate, true).fingerprint();
    }

    private static String generated(Record payload, AggregateRef aggregate) {
        return command(payload, aggregate, false).fingerprint();
    }

    private static Command command(Record payload, AggregateRef aggregate, boolean isChosen) {
        return new Command(UUID.randomUUID(), "any", aggregate, isChosen, payload, null, Map.of());
    }
}
