package io.fluvius.eventstore.unique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.EmailAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The table of unique values is rebuilt from the events. */
abstract class UniqueValueRebuildContract {

    private static final UUID JOHN = UUID.randomUUID();
    private static final UUID JANE = UUID.randomUUID();
    private static final UUID JIM = UUID.randomUUID();
    private static final String SCOPE = "user.email";

    @Autowired
    private DSLContext dsl;

    @Autowired
    private DataSource dataSource;

    private final InMemoryEventStorageEngine events = new InMemoryEventStorageEngine();

    @BeforeEach
    void store_a_stale_value() {
        dsl.deleteFrom(EventStoreTables.UNIQUE_VALUES).execute();
        dsl.insertInto(
                        EventStoreTables.UNIQUE_VALUES,
                        EventStoreTables.SCOPE,
                        EventStoreTables.CONTENT,
                        EventStoreTables.OWNER)
                .values(SCOPE, "stale", UUID.randomUUID())
                .execute();
    }

    @Test
    void owners_are_derived_from_claims_and_releases() {
        append(JOHN, 0, List.of("john"), List.of());
        append(JOHN, 1, List.of("johnny"), List.of("john"));
        append(JANE, 0, List.of("john"), List.of());

        rebuild();

        assertThat(table()).isEqualTo(Map.of("johnny", JOHN, "john", JANE));
    }

    @Test
    void a_claim_may_have_a_lower_index_than_the_release_before_it() {
        append(JOHN, 0, List.of("john"), List.of());
        append(JANE, 0, List.of("john"), List.of());
        append(JOHN, 1, List.of(), List.of("john"));

        rebuild();

        assertThat(table()).isEqualTo(Map.of("john", JANE));
    }

    @Test
    void a_value_with_two_owners_is_refused_and_nothing_changes() {
        append(JOHN, 0, List.of("john"), List.of());
        append(JANE, 0, List.of("john"), List.of());

        assertThatThrownBy(this::rebuild).isInstanceOf(StartupRefusedException.class);

        assertThat(table()).containsOnlyKeys("stale");
    }

    @Test
    void values_that_were_claimed_in_another_form_are_brought_to_their_present_one() {
        append(JOHN, 0, List.of("jose\u0301@b\u00fccher.example"), List.of());
        append(JANE, 0, List.of("jane@example.com"), List.of());
        append(JANE, 1, List.of("\u03bf\u03b4\u03bf\u03c2@example.com"), List.of("jane@example.com"));

        rebuild();

        assertThat(table())
                .isEqualTo(
                        Map.of("jos\u00e9@xn--bcher-kva.example", JOHN, "\u03bf\u03b4\u03bf\u03c3@example.com", JANE));
    }

    @Test
    void aggregates_whose_values_collide_now_are_named_without_the_values_and_nothing_changes() {
        append(JOHN, 0, List.of("jos\u00e9@example.com", "kim@b\u00fccher.example"), List.of());
        append(JANE, 0, List.of("jose\u0301@example.com"), List.of());
        append(JIM, 0, List.of("kim@xn--bcher-kva.example"), List.of());

        assertThatThrownBy(this::rebuild)
                .isInstanceOfSatisfying(
                        StartupRefusedException.class,
                        refused -> assertThat(refused.getMessage())
                                .contains(JOHN.toString(), JANE.toString(), JIM.toString(), SCOPE)
                                .doesNotContain("jos", "kim"));

        assertThat(table()).containsOnlyKeys("stale");
    }

    @Test
    void of_very_many_collisions_the_first_hundred_are_named() {
        List<String> all = IntStream.range(0, 101).mapToObj(it -> "john-" + it).toList();
        append(JOHN, 0, all, List.of());
        append(JANE, 0, all, List.of());

        assertThatThrownBy(this::rebuild)
                .isInstanceOf(StartupRefusedException.class)
                .message()
                .contains("; and more")
                .satisfies(it -> assertThat(it.split(SCOPE)).hasSize(101));
    }

    @Test
    void values_that_do_not_fit_into_one_batch_are_rebuilt() {
        for (int user = 0; user < 100; user++) {
            UUID owner = UUID.randomUUID();
            int number = user;
            append(
                    owner,
                    0,
                    IntStream.range(0, 110)
                            .mapToObj(each -> number + "-" + each)
                            .toList(),
                    List.of());
            append(
                    owner,
                    1,
                    List.of(),
                    IntStream.range(0, 109)
                            .mapToObj(each -> number + "-" + each)
                            .toList());
        }

        rebuild();

        assertThat(table()).hasSize(100).containsKeys("0-109", "99-109");
    }

    private void append(UUID user, long sequence, List<String> claimed, List<String> released) {
        events.appendEvents(new GenericDomainEventMessage<>(
                "user",
                user.toString(),
                sequence,
                "something",
                MetaData.with(ClaimMetadata.CLAIMED, values(claimed)).and(ClaimMetadata.RELEASED, values(released))));
    }

    private static List<Map<String, String>> values(List<String> values) {
        return values.stream()
                .map(value -> Map.of("scope", SCOPE, "value", value))
                .toList();
    }

    private void rebuild() {
        new UniqueValueRebuild(
                        events,
                        new PersonalMessages(
                                PersonalEvents.none(),
                                Jackson3Serializer.builder().build()),
                        dataSource,
                        dsl.dialect(),
                        Map.of(SCOPE, address -> new EmailAddress(address).folded()))
                .afterSingletonsInstantiated();
    }

    private Map<String, UUID> table() {
        return dsl.select(EventStoreTables.CONTENT, EventStoreTables.OWNER)
                .from(EventStoreTables.UNIQUE_VALUES)
                .fetchMap(EventStoreTables.CONTENT, EventStoreTables.OWNER);
    }
}
