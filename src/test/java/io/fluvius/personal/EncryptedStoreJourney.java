package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.environment.HttpCalls;
import io.fluvius.eventstore.search.EventFilter;
import io.fluvius.eventstore.search.EventSearch;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.Snapshotter;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** In an encrypted store, everything works as in any other, and what is stored for good contains no personal data in clear. */
@EventsInDatabase("reads the tables of events")
abstract class EncryptedStoreJourney extends HttpJourney {

    /** Derived tables contain personal data in clear: their rows are deleted with the person. */
    private static final List<String> FOR_GOOD =
            List.of("domain_event", "snapshot_event", "dead_letter", "command_receipt", "personal_key", "token_entry");

    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
    private final String name = "Ann " + word;
    private final String email = word + "@example.com";

    @Autowired
    private DSLContext dsl;

    @Autowired
    private Snapshotter snapshotter;

    @Test
    @Asvs("V14.2.4")
    void what_is_stored_for_good_contains_no_personal_data_in_clear() {
        String user = newUser(name, email);
        command("update-user", on(user, "{\"name\": \"Bea %s\", \"email\": \"b%s\"}".formatted(word, email)))
                .is(200);
        command("lock-user", on(user, "{\"reason\": \"because %s\"}".formatted(word)))
                .is(200);
        command("unlock-user", on(user)).is(200);
        command("delete-user", on(user, "{\"reason\": \"gone %s\"}".formatted(word)))
                .is(200);

        assertNothingInClear();
        assertThat(payloads(user))
                .filteredOn(payload -> payload.contains("{\"$p\":\"" + user))
                .hasSize(5);
        assertThat(dsl.fetchCount(PersonalKeyTables.KEYS, PersonalKeyTables.PERSON.eq(UUID.fromString(user))))
                .isOne();
    }

    @Test
    void events_without_personal_data_and_of_other_domains_stay_readable() {
        String user = newUser(name, email);
        command("lock-user", on(user)).is(200);
        String group = command("create-group", "{\"payload\": {\"name\": \"%s\"}}".formatted(word))
                .is(201)
                .json()
                .path("aggregate")
                .path("id")
                .stringValue();

        assertThat(payloads(user).getLast()).isEqualTo("{\"userId\":\"" + user + "\"}");
        assertThat(payloads(group).getFirst()).contains(word);
        assertThat(metaData(group)).contains("\"value\":\"" + word);
    }

    @Test
    void a_user_is_read_changed_and_seen_in_the_past_as_in_any_store() {
        String user = newUser(name, email);
        String position = command("update-user", on(user, "{\"name\": \"Bea\"}"))
                .is(200)
                .json()
                .path("position")
                .stringValue();

        JsonNode now = get("/api/users/" + user + "?after=" + position).is(200).json();
        assertThat(now.path("name").stringValue()).isEqualTo("Bea");
        assertThat(now.path("email").stringValue()).isEqualTo(email);
        assertThat(get("/api/users/" + user + "?version=0")
                        .is(200)
                        .json()
                        .path("name")
                        .stringValue())
                .isEqualTo(name);
        JsonNode history = get("/api/users/" + user + "/events").is(200).json().path("data");
        assertThat(history.path(0).path("data").path("email").stringValue()).isEqualTo(email);
        assertThat(get("/api/users?email=" + email + "&after=" + position)
                        .is(200)
                        .json()
                        .path("data"))
                .hasSize(1);
        // quiet, because the aggregate knows its name
        assertThat(command("update-user", on(user, "{\"name\": \"Bea\"}"))
                        .is(200)
                        .json()
                        .path("version")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void unique_values_and_receipts_work_as_in_any_store() {
        UUID id = UUID.randomUUID();
        String creation =
                "{\"id\": \"%s\", \"payload\": {\"name\": \"%s\", \"email\": \"%s\"}}".formatted(id, name, email);

        TestResponse first = command("create-user", creation).is(201);

        assertThat(command("create-user", creation)
                        .is(201)
                        .json()
                        .path("replayed")
                        .booleanValue())
                .isTrue();
        command("create-user", creation.replace("Ann", "Bea")).isProblem(409, "command-id-reused");
        command("create-user", user("Cleo", email.toUpperCase(Locale.ROOT))).isProblem(409, "unique-value-taken");
        String user = first.json().path("aggregate").path("id").stringValue();
        command("delete-user", on(user)).is(200);
        command("create-user", user("Cleo", email)).is(201);
    }

    @Test
    void snapshots_are_encrypted_and_used() {
        String user = newUser(name, email);
        IntStream.range(0, 3).forEach(round -> {
            command("enable-totp", on(user)).is(200);
            command("remove-totp", on(user)).is(200);
        });

        snapshotter.scheduleSnapshot(userAggregate(), user);

        await().untilAsserted(() -> assertThat(snapshots(user)).hasSize(1));
        assertThat(snapshots(user).getFirst()).startsWith("{\"$p\":\"" + user).doesNotContain(word, "requiredActions");
        command("update-user", on(user, "{\"name\": \"%s\"}".formatted(name))).is(200);
        assertNothingInClear();
    }

    @Test
    void people_find_events_by_what_they_say(@Autowired EventSearch search) {
        String user = newUser(name, email);

        EventFilter filter = new EventFilter(Set.of(), null, user, Map.of(), null, null, word.toUpperCase(Locale.ROOT));

        assertThat(search.search(filter, null, 10).events())
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.event().payload())
                        .isEqualTo(
                                "{\"userId\":\"%s\",\"name\":\"%s\",\"email\":\"%s\"}".formatted(user, name, email)));
        assertThat(get("/console/events?aggregate=" + user).is(200).text()).contains(email);
    }

    @Test
    void an_exported_log_contains_personal_data_in_clear() {
        String user = newUser(name, email);

        String log = get("/api/operations/log/export").is(200).text();

        assertThat(log).doesNotContain("$p");
        assertThat(log.lines().filter(line -> line.contains(user)))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"payload\":{\"userId\":\"%s\",\"name\":\"%s\",\"email\":\"%s\"}"
                                        .formatted(user, name, email),
                                "\"claimedValues\":[{",
                                "\"fingerprint\":\""));
    }

    @Test
    void a_parked_event_is_encrypted_and_shown_in_clear() {
        String user = newUser("Ann", email);
        await().until(() -> dsl.fetchExists(
                DSL.table("user_view"), DSL.field("id", UUID.class).eq(UUID.fromString(user))));
        dsl.execute("delete from user_view where id = ?", UUID.fromString(user));

        command("update-user", on(user, "{\"name\": \"%s\"}".formatted(name))).is(200);

        await().untilAsserted(() -> assertThat(letters(user)).hasSize(1));
        assertNothingInClear();
        String letter = "/api/operations/dead-letters/" + letters(user).getFirst();
        HttpCalls operator = new HttpCalls(port());
        assertThat(operator.get(letter).body().path("payload").path("name").stringValue())
                .isEqualTo(name);
        // reads the event, and fails as before
        assertThat(operator.post(letter + "/retry", "").status()).isEqualTo(200);
        assertNothingInClear();
        dsl.execute("delete from dead_letter where aggregate_identifier = ?", user);
    }

    private List<String> letters(String user) {
        return dsl.select(DSL.field("dead_letter_identifier", String.class))
                .from("dead_letter")
                .where(DSL.field("aggregate_identifier", String.class).eq(user))
                .fetchInto(String.class);
    }

    private static Class<?> userAggregate() {
        try {
            return Class.forName("io.fluvius.user.command.User");
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private List<String> payloads(String aggregate) {
        return texts("domain_event", "payload", aggregate);
    }

    private String metaData(String aggregate) {
        return texts("domain_event", "meta_data", aggregate).getFirst();
    }

    private List<String> snapshots(String aggregate) {
        return texts("snapshot_event", "payload", aggregate);
    }

    private List<String> texts(String table, String column, String aggregate) {
        return dsl.select(DSL.field(column, String.class))
                .from(table)
                .where(DSL.field("aggregate_identifier", String.class).eq(aggregate))
                .orderBy(DSL.field("sequence_number"))
                .fetchInto(String.class);
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private void assertNothingInClear() {
        for (String table : FOR_GOOD) {
            for (Record row : dsl.select().from(table).fetch()) {
                assertThat(row.intoList())
                        .as(table)
                        .noneMatch(value -> text(value).toLowerCase(Locale.ROOT).contains(word));
            }
        }
    }
}
