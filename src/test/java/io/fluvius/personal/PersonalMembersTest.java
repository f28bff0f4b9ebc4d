package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.PersonalData;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.environment.DefinedDomains;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonalMembersTest {

    /** Texts in events of the shipped domains that say nothing about a person. Reviewed one by one. */
    private static final Set<String> REVIEWED = Set.of(
            // a word of the organisation, in capitals
            "UserActionsRequired.actions",
            "UserActionCompleted.action",
            // a group is no person
            "GroupCreated.name",
            "GroupCreated.description",
            "GroupRenamed.name",
            "GroupDescribed.description");

    @PersonalData
    record Nickname(@JsonValue String value) {}

    @PersonalData
    record Birth(LocalDate date, String place) {}

    record Address(@PersonalData String street, String country) {}

    enum Mood {
        GOOD,
        BAD
    }

    record Everything(
            UUID id,
            Nickname nickname,
            Birth birth,
            Address home,
            List<Address> former,
            Set<Nickname> nicknames,
            Optional<Nickname> maybe,
            Map<String, Nickname> byName,
            @PersonalData int age,
            @PersonalData BigDecimal income,
            @PersonalData boolean married,
            @PersonalData Instant lastSeen,
            @PersonalData Mood mood,
            @PersonalData UUID device,
            @PersonalData List<String> notes,
            String comment) {}

    record Strict(@JsonValue String value) {
        Strict {
            if (!value.contains("@")) {
                throw new IllegalArgumentException("no @");
            }
        }
    }

    record WithStrict(@PersonalData Strict strict) {}

    record WithMask(
            @PersonalData(masked = "masked@example.com") Strict strict) {}

    @Test
    void marks_are_found_on_types_and_components_also_inside() {
        PersonalMembers members = PersonalMembers.of(Everything.class);

        assertThat(members.paths())
                .containsExactly(
                        "nickname",
                        "birth",
                        "home/street",
                        "former/street",
                        "nicknames",
                        "maybe",
                        "byName",
                        "age",
                        "income",
                        "married",
                        "lastSeen",
                        "mood",
                        "device",
                        "notes");
        assertThat(members.unmarkedTexts()).containsExactly("home/country", "former/country", "byName", "comment");
    }

    sealed interface Contact permits Call, Visit {}

    record Call(@PersonalData String number) implements Contact {}

    record Visit(Address address, int floor) implements Contact {}

    record Reached(UUID id, Map<String, Address> places, Contact contact, Map<String, Integer> counts) {}

    @Test
    void a_map_is_personal_as_a_whole_and_each_kind_of_a_sealed_type_is_looked_into() {
        PersonalMembers members = PersonalMembers.of(Reached.class);

        assertThat(members.paths()).containsExactlyInAnyOrder("places", "contact/number", "contact/address/street");
        assertThat(members.mask("places")).isEqualTo("{}");
    }

    @Test
    void masked_values_satisfy_their_types() {
        PersonalMembers members = PersonalMembers.of(Everything.class);
        StringBuilder json = new StringBuilder(
                "{\"id\":\"%s\",\"home\":{\"street\":%s,\"country\":\"NL\"},\"former\":[],\"comment\":\"c\""
                        .formatted(UUID.randomUUID(), members.mask("home/street")));
        members.paths().stream()
                .filter(path -> !path.contains("/"))
                .forEach(path -> json.append(",\"%s\":%s".formatted(path, members.mask(path))));

        Everything masked = StoredJson.mapper().readValue(json.append('}').toString(), Everything.class);

        assertThat(masked.nickname()).isEqualTo(new Nickname("forgotten"));
        assertThat(masked.home()).isEqualTo(new Address("forgotten", "NL"));
        assertThat(masked.birth()).isEqualTo(new Birth(LocalDate.EPOCH, "forgotten"));
        assertThat(masked.nicknames()).isEmpty();
        assertThat(masked.mood()).isEqualTo(Mood.GOOD);
    }

    @Test
    void a_type_that_no_masked_value_satisfies_is_refused_until_it_names_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PersonalMembers.of(WithStrict.class))
                .withMessageContaining("masked");
        assertThat(PersonalMembers.of(WithMask.class).mask("strict")).isEqualTo("\"masked@example.com\"");
    }

    @Test
    void every_text_in_an_event_is_marked_or_reviewed() {
        List<String> unmarked = DefinedDomains.find().all().stream()
                .flatMap(domain -> domain.events().stream())
                .flatMap(event -> PersonalMembers.of(event).unmarkedTexts().stream()
                        .map(path -> event.getSimpleName() + "." + path))
                .toList();

        assertThat(unmarked)
                .as("mark the type or the component with @PersonalData, or review it here")
                .containsExactlyInAnyOrderElementsOf(REVIEWED);
    }
}
