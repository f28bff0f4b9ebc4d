package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.environment.Asvs;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PersonalTextTest {

    private static final String ITEM = "0190c7a2-0000-7000-8000-000000000001";

    private final DataKey key = new DataKey(UUID.randomUUID(), Aes.newKey());
    private final DataKey other = new DataKey(UUID.randomUUID(), Aes.newKey());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7\",\"name\":\"Ann\",\"age\":1E+2}",
                "{\"name\":\"quotes \\\" braces {}[], and \\\\ \\u0041 ü 😀\",\"z\":1.10}",
                "{ \"name\" : \"spaces\" , \"rest\":[1, 2 ,{\"name\": \"stays\"}] }",
                "{\"name\":12345678901234567890.1200}",
                "{\"name\":true,\"b\":null}",
                "{\"name\":{\"given\":[\"A\",{}],\"n\":-1.5e-3}}",
                "{\"name\":[],\"b\":[[1],[]]}",
                "{\"name\":\"\"}",
            })
    @Asvs("V11.3.2")
    void a_decrypted_text_is_the_same_to_the_last_character(String json) {
        String encrypted = encrypt(json, "name");

        assertThat(encrypted)
                .contains("{\"$p\":\"" + key.person() + "\",\"v\":\"")
                .doesNotContain("\"name\":\"");
        assertThat(decrypt(encrypted, ITEM)).isEqualTo(json);
    }

    @Test
    void values_are_found_in_objects_and_arrays() {
        String json =
                "{\"home\":{\"street\":\"Street 1\",\"zip\":\"1\"},\"items\":[{\"name\":\"value 2\"},{\"name\":\"value 3\"}],\"tags\":[\"value 4\"]}";

        String encrypted = encrypt(json, "home/street", "items/name", "tags");

        assertThat(encrypted).doesNotContain("value ").contains("\"zip\":\"1\"");
        assertThat(decrypt(encrypted, ITEM)).isEqualTo(json);
    }

    @Test
    void null_and_what_is_no_object_stay() {
        assertThat(encrypt("{\"name\":null}", "name")).isEqualTo("{\"name\":null}");
        assertThat(encrypt("no json", "name")).isEqualTo("no json");
        assertThat(encrypt("{}", "name")).isEqualTo("{}");
    }

    @Test
    @Asvs("V11.3.2")
    void the_same_value_is_never_encrypted_to_the_same_text() {
        assertThat(encrypt("{\"name\":\"Ann\"}", "name")).isNotEqualTo(encrypt("{\"name\":\"Ann\"}", "name"));
    }

    @Test
    void what_is_encrypted_already_stays() {
        String encrypted = encrypt("{\"name\":\"Ann\"}", "name");

        assertThat(encrypt(encrypted, "name")).isEqualTo(encrypted);
    }

    @Test
    @Asvs("V11.3.3")
    void a_value_cannot_be_moved_to_another_event_member_or_person() {
        String encrypted = encrypt("{\"name\":\"Ann\"}", "name");

        assertThatIllegalStateException().isThrownBy(() -> decrypt(encrypted, "another event"));
        assertThatIllegalStateException().isThrownBy(() -> decrypt(encrypted.replace("\"name\"", "\"email\""), ITEM));
        assertThatIllegalStateException()
                .isThrownBy(() -> decrypt(
                        encrypted.replace(
                                key.person().toString(), other.person().toString()),
                        ITEM));
    }

    @Test
    @Asvs("V11.3.3")
    void a_changed_value_is_refused_without_its_text() {
        String encrypted = encrypt("{\"name\":\"Ann\"}", "name");
        int last = encrypted.lastIndexOf('"') - 8;
        char changed = encrypted.charAt(last) == 'A' ? 'B' : 'A';

        assertThatIllegalStateException()
                .isThrownBy(() -> decrypt(encrypted.substring(0, last) + changed + encrypted.substring(last + 1), ITEM))
                .withMessageNotContaining("Ann");
        for (String malformed : Set.of("", "AA", "not base64 *", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")) {
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            decrypt("{\"name\":{\"$p\":\"" + key.person() + "\",\"v\":\"" + malformed + "\"}}", ITEM));
        }
    }

    @Test
    void a_value_that_only_looks_encrypted_is_not_accepted_where_none_is_expected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encrypt("{\"other\":{\"$p\":\"" + key.person() + "\",\"v\":\"\"}}", "name"));
    }

    @Test
    void a_text_that_quotes_an_encrypted_value_is_a_text() {
        String json = JsonMapper.shared()
                .writeValueAsString(Map.of("name", "{\"$p\":\"" + key.person() + "\",\"v\":\"AAAA\"}"));

        assertThat(decrypt(encrypt(json, "name"), ITEM)).isEqualTo(json);
        assertThat(decrypt(json, ITEM)).isEqualTo(json);
    }

    @Test
    void forgotten_values_are_masked_wherever_they_come_from() {
        String encrypted = encrypt("{\"name\":\"Ann\",\"n\":1}", "name");
        Function<UUID, DataKey> forgotten = DataKey::ofForgotten;

        assertThat(PersonalText.decrypt(encrypted, ITEM, forgotten, path -> true, path -> "\"masked " + path + "\""))
                .isEqualTo("{\"name\":\"masked name\",\"n\":1}");
        assertThat(PersonalText.decrypt(
                        "{\"name\":{\"forgotten\":true},\"plain\":{\"forgotten\":true}}",
                        ITEM,
                        forgotten,
                        path -> path.equals("name"),
                        path -> "\"masked\""))
                .isEqualTo("{\"name\":\"masked\",\"plain\":{\"forgotten\":true}}");
    }

    @Test
    void a_whole_text_is_encrypted_and_decrypted() {
        String encrypted = PersonalText.encryptWhole("{\"state\":[1]}", ITEM, key);

        assertThat(encrypted).doesNotContain("state");
        assertThat(PersonalText.decryptWhole(encrypted, ITEM, person -> key)).isEqualTo("{\"state\":[1]}");
        assertThat(PersonalText.decryptWhole("{\"state\":[1]}", ITEM, person -> key))
                .isEqualTo("{\"state\":[1]}");
        assertThatIllegalStateException()
                .isThrownBy(() -> PersonalText.decryptWhole(encrypted, ITEM, DataKey::ofForgotten));
    }

    @Test
    void persons_are_found() {
        assertThat(PersonalText.persons(encrypt("{\"a\":\"1\",\"b\":\"2\"}", "a", "b")))
                .containsExactly(key.person());
        assertThat(PersonalText.persons("{\"$p\":\"")).isEmpty();
    }

    private String encrypt(String json, String... personal) {
        return PersonalText.encrypt(json, ITEM, Set.of(personal)::contains, path -> key);
    }

    private String decrypt(String json, String item) {
        return PersonalText.decrypt(
                json, item, person -> person.equals(key.person()) ? key : other, path -> true, path -> "\"?\"");
    }
}
