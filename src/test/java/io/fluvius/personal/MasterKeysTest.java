package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.problem.StartupRefusedException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeysTest {

    private static final String FIRST = "first:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String SECOND =
            "second:" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

    private final DataKey key = new DataKey(UUID.randomUUID(), Aes.newKey());

    @Test
    void a_key_is_unwrapped_with_the_master_key_that_wrapped_it_also_when_that_is_a_previous_one() {
        NewKey wrapped = new MasterKeys(FIRST, List.of()).wrap(key);

        DataKey unwrapped =
                new MasterKeys(SECOND, List.of(FIRST)).unwrap(key.person(), wrapped.wrapped(), wrapped.masterKey());

        assertThat(wrapped.masterKey()).isEqualTo("first");
        assertThat(unwrapped).isEqualTo(key);
    }

    @Test
    void a_key_belongs_to_its_person() {
        MasterKeys masters = new MasterKeys(FIRST, List.of());
        NewKey wrapped = masters.wrap(key);

        assertThatIllegalStateException()
                .isThrownBy(() -> masters.unwrap(UUID.randomUUID(), wrapped.wrapped(), "first"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nocolon",
                ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "id:c2hvcnQ=",
                "id:*secret*",
                "id:",
            })
    void a_malformed_key_is_refused_without_its_text(String malformed) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> new MasterKeys(malformed, List.of()))
                .withMessageContaining("fluvius.personal-keys.master")
                .withMessageNotContainingAny("secret", "c2hvcnQ", "AAAA", "nocolon");
    }

    @Test
    void two_keys_with_one_id_are_refused() {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> new MasterKeys(FIRST, List.of(FIRST)))
                .withMessageContaining("first");
    }

    @Test
    void keys_are_not_printed() {
        assertThat(key.toString()).isEqualTo("the key of " + key.person());
        assertThat(new PersonalKeyProperties(FIRST, List.of(SECOND), 1, Path.of("ledger")).toString())
                .doesNotContain("AAAA", "MDEy");
        assertThat(new MasterKeys(FIRST, List.of()).wrap(key).toString())
                .doesNotContain(Base64.getEncoder().encodeToString(key.secret().getEncoded()));
    }
}
