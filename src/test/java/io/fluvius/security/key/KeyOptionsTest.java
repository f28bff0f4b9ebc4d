package io.fluvius.security.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.access.Right;
import io.fluvius.domain.AggregateRef;
import io.fluvius.security.ApiKeys.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyOptionsTest {

    private static final String ID = "0190c7a1-0000-7000-8000-000000000001";

    private static Grant grant(String... options) {
        return new KeyOptions(List.of(options)).grant();
    }

    @Test
    void a_key_has_the_name_of_its_role_and_expires_after_a_year_unless_options_say_otherwise() {
        Grant grant = grant("--role=editor");

        assertThat(grant.name()).isEqualTo("editor");
        assertThat(grant.roles()).containsExactly("editor");
        assertThat(grant.rights()).isEmpty();
        assertThat(grant.self()).isNull();
        assertThat(grant.tenant()).isNull();
        assertThat(grant.expiresAt()).isBetween(after(364), after(367));
    }

    @Test
    void every_option_is_read() {
        Grant grant = grant(
                "--role=editor,machine",
                "--role=auditor",
                "--name=nightly",
                "--right=personal-data:read",
                "--right=events:read",
                "--self=user/" + ID,
                "--tenant=acme",
                "--expires-in=P90D");

        assertThat(grant.name()).isEqualTo("nightly");
        assertThat(grant.roles()).containsExactlyInAnyOrder("editor", "machine", "auditor");
        assertThat(grant.rights()).containsExactlyInAnyOrder(Right.PERSONAL_DATA_READ, Right.EVENTS_READ);
        assertThat(grant.self()).isEqualTo(AggregateRef.of("user", ID));
        assertThat(grant.tenant()).isEqualTo("acme");
        assertThat(grant.expiresAt()).isBetween(after(89), after(91));
        assertThat(grant("--role=owner", "--expires-in=never").expiresAt()).isNull();
    }

    private static Instant after(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --right=all       | all is not a right; the rights are
            --self=user       | --self= must be followed by a resource and an id
            --self=/1         | --self= must be followed by a resource and an id
            --self=user/7     | --self= must be followed by a resource and an id
            --expires-in=soon | --expires-in= must be followed by a period such as P90D, or never
            --expires-in=PT1H | --expires-in= must be followed by a period such as P90D, or never
            """)
    void an_option_that_cannot_be_read_is_refused(String option, String message) {
        assertThatThrownBy(() -> grant("--role=owner", option))
                .isInstanceOf(KeyOptions.InvalidException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"/roles, --role", "/rights, --right", "/expiresAt, --expires-in", "/name, --name", "/self/id, --self"})
    void a_fault_of_a_member_names_its_option(String pointer, String option) {
        assertThat(KeyOptions.nameOf(pointer)).isEqualTo(option);
    }

    @Test
    void other_options_are_settings() {
        assertThat(new KeyOptions(List.of("--role=owner", "--spring.profiles.active=postgres")).settings())
                .containsExactly("--spring.profiles.active=postgres");
    }
}
