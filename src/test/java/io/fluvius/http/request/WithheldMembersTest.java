package io.fluvius.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.PersonalData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WithheldMembersTest {

    @PersonalData
    private record Street(String value) {}

    private record Address(Street street, String country) {}

    private record Moved(
            UUID userId,
            Street former,
            @PersonalData String note,
            Address address,
            List<Address> others,
            Set<Street> streets,
            List<String> tags,
            Map<String, Address> byName,
            Address[] more) {}

    private static String shown(String json) {
        JsonNode withheld = WithheldMembers.of(Moved.class, Json.MAPPER.readTree(json));
        return withheld.toString().replace("\"", "").replace("{withheld:true}", "WITHHELD");
    }

    @Test
    void personal_data_is_withheld_wherever_it_is() {
        assertThat(
                        shown(
                                "{\"userId\": \"1\", \"former\": \"a\", \"note\": \"b\", \"address\": {\"street\": \"c\", \"country\": \"IS\"},"
                                        + " \"others\": [{\"street\": \"d\", \"country\": \"NO\"}], \"streets\": [\"e\", \"f\"], \"tags\": [\"g\"]}"))
                .isEqualTo("{userId:1,former:WITHHELD,note:WITHHELD,address:{street:WITHHELD,country:IS},"
                        + "others:[{street:WITHHELD,country:NO}],streets:WITHHELD,tags:[g]}");
    }

    @Test
    void what_nothing_describes_is_withheld_as_a_whole() {
        assertThat(shown("{\"byName\": {\"x\": {\"street\": \"a\"}}, \"more\": [{\"street\": \"b\"}]}"))
                .isEqualTo("{former:WITHHELD,note:WITHHELD,streets:WITHHELD,byName:WITHHELD,more:WITHHELD}");
    }

    @Test
    void a_missing_value_looks_the_same() {
        assertThat(shown("{\"userId\": \"1\", \"former\": null}"))
                .isEqualTo("{userId:1,former:WITHHELD,note:WITHHELD,streets:WITHHELD}");
    }

    @Test
    void what_the_record_does_not_know_is_withheld() {
        assertThat(shown("{\"userId\": \"1\", \"mobile\": \"a\", \"address\": {\"town\": \"b\"}}"))
                .isEqualTo(
                        "{userId:1,former:WITHHELD,note:WITHHELD,address:{street:WITHHELD,town:WITHHELD},streets:WITHHELD,mobile:WITHHELD}");
        assertThat(shown("\"a\"")).isEqualTo("WITHHELD");
    }
}
