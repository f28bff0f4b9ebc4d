package io.fluvius.security.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    /** Recorded, so that keys that were given out stay valid. */
    private static final String RECORDED = "flv_vUpp6ssAJyly_pUPxZz6ZiaYHUfgw4tHSaERb6myC2W8p1dZkx9";

    private final SecureRandom random = new SecureRandom();

    @Test
    void a_key_is_read_as_it_was_written() {
        KeyText key = KeyText.random(random);

        assertThat(KeyText.parse(key.text())).contains(key);
        assertThat(key.text()).matches("flv_[0-9A-Za-z]{12}_[0-9A-Za-z]{32}[0-9A-Za-z]{6}");
    }

    @Test
    void a_recorded_key_stays_valid() {
        assertThat(KeyText.parse(RECORDED)).map(KeyText::text).contains(RECORDED);
    }

    @Test
    void every_change_of_one_character_is_noticed() {
        for (int place = 0; place < RECORDED.length(); place++) {
            for (char other : "0aZ_é ".toCharArray()) {
                String changed = RECORDED.substring(0, place) + other + RECORDED.substring(place + 1);
                assertThat(KeyText.parse(changed).isPresent()).as(changed).isEqualTo(changed.equals(RECORDED));
            }
        }
    }

    @Test
    void a_truncated_key_is_noticed() {
        for (int length = 0; length < RECORDED.length(); length++) {
            assertThat(KeyText.parse(RECORDED.substring(0, length))).isEmpty();
            assertThat(KeyText.parse(RECORDED.substring(length))).isEqualTo(KeyText.parse(length == 0 ? RECORDED : ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "flv_", "flv__", "Bearer", "flv_vUpp6ssAJyly_pUPxZz6ZiaYHUfgw4tHSaERb6myC2W8p1dZkx9 "})
    void another_form_is_no_key(String text) {
        assertThat(KeyText.parse(text)).isEmpty();
    }

    @Test
    @Asvs({"V6.5.3", "V11.5.1"})
    void keys_are_different() {
        Set<String> texts = new HashSet<>();
        IntStream.range(0, 1_000)
                .forEach(key -> texts.add(KeyText.random(random).text()));

        assertThat(texts).hasSize(1_000);
    }

    @Test
    void a_key_in_a_log_has_no_secret() {
        KeyText key = KeyText.random(random);

        assertThat(key.toString()).doesNotContain(key.secret());
    }
}
