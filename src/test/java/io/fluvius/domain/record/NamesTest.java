package io.fluvius.domain.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    record CreateUser() {}

    record TOTPEnabled() {}

    record ReadHTTPHeader2() {}

    record Closed() {}

    @Test
    void a_record_is_named_in_kebab_case() {
        assertThat(Names.kebab(CreateUser.class)).isEqualTo("create-user");
        assertThat(Names.kebab(Closed.class)).isEqualTo("closed");
    }

    @Test
    void an_acronym_is_one_word() {
        assertThat(Names.kebab(TOTPEnabled.class)).isEqualTo("totp-enabled");
        assertThat(Names.kebab(ReadHTTPHeader2.class)).isEqualTo("read-http-header2");
    }

    @Test
    void a_record_is_named_in_words_and_as_a_title() {
        assertThat(Names.words(CreateUser.class)).isEqualTo("create user");
        assertThat(Names.title(CreateUser.class)).isEqualTo("Create user");
    }

    @ParameterizedTest
    @CsvSource({"id, id", "createdAt, created_at", "line2Text, line2_text", "userURL, user_url", "aB, a_b"})
    void a_component_is_named_in_snake_case(String component, String column) {
        assertThat(Names.snake(component)).isEqualTo(column);
    }
}
