package io.fluvius.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.record.SingleValue;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("changes the locale of the JVM")
class UserValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ann Lee", "  Ann Lee", "Ann Lee\t", "\n Ann Lee \r\n", "\u2003Ann Lee\u2003"})
    void a_name_has_no_surrounding_whitespace(String written) {
        assertThat(new PersonName(written)).isEqualTo(new PersonName("Ann Lee"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann  Lee", "ann LEE", "Åsa 😀", "عائشة"})
    void a_name_is_otherwise_unchanged(String written) {
        assertThat(new PersonName(written).value()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "ann@example.com, ann@example.com",
        "'  ann@example.com\t', ann@example.com",
        "ANN@Example.COM, ann@example.com",
        "' Ann.Lee+News@EXAMPLE.com ', ann.lee+news@example.com",
        "ÅSA@EXAMPLE.COM, åsa@example.com"
    })
    void an_email_address_is_in_lower_case_without_surrounding_whitespace(String written, String normalized) {
        assertThat(new EmailAddress(written).value()).isEqualTo(normalized);
    }

    @Test
    void the_default_locale_does_not_change_an_email_address() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));

            assertThat(new EmailAddress("INFO@EXAMPLE.COM").value()).isEqualTo("info@example.com");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_reason_has_no_surrounding_whitespace_and_is_otherwise_unchanged() {
        assertThat(new Reason("  Left\nthe Company ").value()).isEqualTo("Left\nthe Company");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VERIFY_EMAIL", "verify_email", " VERIFY_EMAIL "})
    void an_action_name_is_unchanged(String written) {
        assertThat(new ActionName(written).value()).isEqualTo(written);
    }

    @Test
    void the_text_of_a_value_is_the_value() {
        String id = "01900000-0000-7000-8000-00000000000a";

        assertThat(UserId.of(id)).hasToString(id).isEqualTo(new UserId(UUID.fromString(id)));
        assertThat(new PersonName("Ann")).hasToString("Ann");
        assertThat(new EmailAddress("ann@example.com")).hasToString("ann@example.com");
        assertThat(new Reason("Left")).hasToString("Left");
        assertThat(new ActionName("VERIFY_EMAIL")).hasToString("VERIFY_EMAIL");
    }

    @ParameterizedTest
    @ValueSource(classes = {UserId.class, PersonName.class, EmailAddress.class, Reason.class, ActionName.class})
    void a_value_is_a_record_around_a_single_value(Class<?> type) {
        assertThat(SingleValue.isWrapper(type)).isTrue();
    }
}
