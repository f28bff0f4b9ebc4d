package io.fluvius.operations.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.axonserver.EventsInAxonServer;
import io.fluvius.command.Command;
import io.fluvius.domain.Position;
import io.fluvius.domain.Tenant;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.environment.TestDatabases;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.DatabaseLog;
import io.fluvius.eventstore.log.LogImport;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.receipt.EventReceipts;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.operations.LogTransfer.Transferred;
import io.fluvius.personal.TestKeys;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random logs move between H2 and PostgreSQL without a change, and what was changed on the way is refused. */
@ResourceLock("PostgreSQL")
class LogTransferIT {

    private static final LogOfStore H2 = LogOfStore.open("default", TestDatabases.freshH2());
    private static final LogOfStore POSTGRES = LogOfStore.open("postgres", TestDatabases.freshPostgres());
    private static final int HEADER = 1;

    @BeforeEach
    void clear() {
        H2.clear();
        POSTGRES.clear();
    }

    @AfterAll
    static void close() {
        H2.close();
        POSTGRES.close();
    }

    @Test
    void an_import_encrypts_what_an_export_contains_in_clear() {
        UUID user = UUID.randomUUID();
        UUID creation = UUID.randomUUID();
        String metaData =
                "{\"commandId\":\"%s\",\"fingerprint\":\"0f\",\"claimedValues\":[{\"scope\":\"user.email\",\"value\":\"ann@example.com\"}]}"
                        .formatted(creation);
        H2.store(target -> {
            target.add(logged(
                    1,
                    creation,
                    user,
                    0,
                    "user-created",
                    "{\"userId\":\"%s\",\"name\":\"Ann\",\"email\":\"ann@example.com\"}",
                    metaData));
            target.add(logged(
                    2, UUID.randomUUID(), user, 1, "user-renamed", "{\"userId\":\"%s\",\"name\":\"Bea\"}", "{}"));
            target.add(logged(3, UUID.randomUUID(), user, 2, "user-activated", "{\"userId\":\"%s\"}", "{}"));
        });
        byte[] exported = H2.export(0);
        PersonalEvents personal = new PersonalEvents(DefinedDomains.find().all(), TestKeys.of(POSTGRES.dsl()));

        POSTGRES.importLog(exported, POSTGRES.destination(personal));

        assertThat(POSTGRES.dsl().select().from("domain_event").fetch().format())
                .doesNotContain("Ann", "Bea", "ann@example.com", "\"0f\"");
        assertThat(POSTGRES.dsl().fetchValue("select content from unique_value"))
                .isEqualTo("ann@example.com");
        assertThat(new EventReceipts(POSTGRES.dsl(), personal).find(creation))
                .hasValueSatisfying(receipt -> assertThat(receipt.fingerprint()).isEqualTo("0f"));
        assertThat(withoutHeader(POSTGRES.export(new DatabaseLog(POSTGRES.dsl(), personal), 0)))
                .isEqualTo(withoutHeader(exported));
    }

    @Test
    void an_import_refuses_personal_data_that_cannot_be_encrypted() {
        UUID user = UUID.randomUUID();
        H2.store(target ->
                target.add(logged(1, UUID.randomUUID(), user, 0, "user-renamed", "{\"name\":\"Secret", "{}")));
        PersonalEvents personal = new PersonalEvents(DefinedDomains.find().all(), TestKeys.of(POSTGRES.dsl()));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> POSTGRES.importLog(H2.export(0), POSTGRES.destination(personal)))
                .withMessageNotContaining("Secret");
    }

    @Test
    void a_store_without_tenants_refuses_a_log_with_tenants() {
        assertThatExceptionOfType(LogImport.RefusedException.class)
                .isThrownBy(() -> H2.store(target -> target.add(logged(
                        1,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        0,
                        "user-activated",
                        "{\"userId\":\"%s\"}",
                        "{\"" + Tenant.KEY + "\":\"acme\"}"))))
                .withMessageContaining("fluvius.tenants.enabled");
        assertThat(H2.dsl().fetchCount(DSL.table("domain_event"))).isZero();
    }

    private static LoggedEvent logged(
            long position, UUID id, UUID user, long sequence, String type, String payload, String metaData) {
        return new LoggedEvent(
                position,
                new StoredEvent(
                        id.toString(),
                        user.toString(),
                        sequence,
                        "user",
                        "2026-11-22T10:15:30.123Z",
                        "user." + type,
                        "1",
                        payload.replace("%s", user.toString()),
                        metaData));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_log_is_equal_after_its_way_through_another_database(long seed) {
        boolean fromH2 = seed % 2 == 0;
        LogOfStore source = fromH2 ? H2 : POSTGRES;
        LogOfStore target = fromH2 ? POSTGRES : H2;
        RandomLog log = RandomLog.of(seed, (int) (seed * 37));
        source.store(log);
        byte[] exported = source.export(0);

        Transferred imported = target.importLog(exported);

        assertThat(imported.events()).isEqualTo(log.events().size());
        assertThat(imported.receipts()).isEqualTo(log.receipts().size());
        assertThat(imported.last()).isEqualTo(log.events().getLast().position());
        assertThat(withoutHeader(target.export(0))).isEqualTo(withoutHeader(exported));
    }

    @Test
    void a_log_with_many_checksums_is_equal() {
        H2.store(RandomLog.of(9, 25_000));
        byte[] exported = H2.export(0);

        POSTGRES.importLog(exported);

        assertThat(lines(exported))
                .filteredOn(line -> line.startsWith(LogLines.CHECKSUM))
                .hasSize(3);
        assertThat(withoutHeader(POSTGRES.export(0))).isEqualTo(withoutHeader(exported));
    }

    /** Without a server: {@link AxonServerTransferIT} exports from a real one. */
    @Test
    void a_log_of_axon_server_moves_to_either_database() {
        EventsInAxonServer server = new EventsInAxonServer(new EventSerializer(new EventNames(DefinedDomains.find())));
        UUID user = UUID.randomUUID();
        UUID create = UUID.randomUUID();
        UUID rename = UUID.randomUUID();
        server.append(ClaimMetadata.addToLast(
                        List.of(event(user, 0, create)),
                        List.of(new ValueClaim("user.email", "john@example.com", user)),
                        List.of())
                .getFirst());
        server.append(event(user, 1, rename));
        byte[] exported = H2.export(server.log(H2.dsl()), 0);
        byte[] resumed = H2.export(server.log(H2.dsl()), 1);

        for (LogOfStore target : List.of(H2, POSTGRES)) {
            assertThat(target.importLog(exported)).isEqualTo(new Transferred(2, 0, 1L));

            assertThat(withoutHeader(target.export(0))).isEqualTo(withoutHeader(exported));
            assertThat(withoutHeader(target.export(1))).isEqualTo(withoutHeader(resumed));
            assertThat(target.dsl()
                            .fetch("select scope, content, owner from unique_value")
                            .intoMaps())
                    .containsExactly(Map.of("scope", "user.email", "content", "john@example.com", "owner", user));
            assertThat(new EventReceipts(target.dsl(), PersonalEvents.none()).find(rename))
                    .hasValueSatisfying(receipt -> {
                        assertThat(receipt.fingerprint()).isEqualTo("abc");
                        assertThat(receipt.version()).isEqualTo(1);
                        assertThat(receipt.position()).isEqualTo(new Position(1));
                    });
        }
    }

    private static EventMessage<?> event(UUID user, long sequence, UUID command) {
        return new GenericDomainEventMessage<>(
                "user",
                user.toString(),
                sequence,
                new GenericEventMessage<>(
                        command.toString(),
                        new UserRenamed(UserId.of(user.toString()), new PersonName("Åsa 😀")),
                        Map.of(Command.COMMAND_ID, command.toString(), Command.FINGERPRINT, "abc"),
                        Instant.parse("2026-11-22T10:15:30.120Z")),
                Instant.parse("2026-11-22T10:15:30.120Z"));
    }

    @Test
    void an_empty_log_is_a_log() {
        POSTGRES.importLog(H2.export(0));

        assertThat(POSTGRES.isEmpty()).isTrue();
    }

    @Test
    void the_next_event_continues_after_the_imported_ones() {
        RandomLog log = RandomLog.of(10, 10);
        long last = log.events().getLast().position();
        for (LogOfStore store : List.of(H2, POSTGRES)) {
            store.store(log);
            store.dsl()
                    .execute(
                            "insert into domain_event (event_identifier, aggregate_identifier, sequence_number, time_stamp,"
                                    + " payload_type, payload, meta_data) values ('e', 'a', 0, 't', 'p', '{}', '{}')");

            assertThat(store.dsl().fetchValue("select max(global_index) from domain_event"))
                    .isEqualTo(last + 1);
        }
    }

    @Test
    void any_changed_byte_is_refused_with_its_line_and_nothing_is_stored() throws IOException {
        H2.store(RandomLog.of(11, 20));
        byte[] exported = H2.export(0);

        for (int index = 0; index < exported.length; index++) {
            byte[] changed = exported.clone();
            changed[index] ^= (byte) (1 << index % 8);
            assertRefused(changed, "changed byte " + index);
        }
        byte[] changed = exported.clone();
        changed[exported.length / 2] ^= 1;
        assertThatThrownBy(() -> POSTGRES.importLog(changed)).isInstanceOf(ProblemException.class);
        assertThat(POSTGRES.isEmpty()).isTrue();
    }

    @Test
    void a_removed_repeated_or_moved_line_is_refused() throws IOException {
        H2.store(RandomLog.of(12, 20));
        List<String> lines = lines(H2.export(0));

        for (int index = 0; index < lines.size(); index++) {
            List<String> before = lines.subList(0, index);
            List<String> after = lines.subList(index + 1, lines.size());
            assertRefused(file(before, after), "without line " + (index + 1));
            assertRefused(
                    file(before, List.of(lines.get(index), lines.get(index)), after), "line twice " + (index + 1));
            if (!after.isEmpty()) {
                assertRefused(
                        file(before, List.of(after.getFirst(), lines.get(index)), after.subList(1, after.size())),
                        "swapped line " + (index + 1));
            }
        }
    }

    @Test
    void a_truncated_file_is_refused() throws IOException {
        H2.store(RandomLog.of(13, 10));
        byte[] exported = H2.export(0);

        for (int length = 0; length < exported.length; length++) {
            assertRefused(Arrays.copyOf(exported, length), "of length " + length);
        }
    }

    @Test
    void foreign_and_newer_files_are_refused() {
        assertThatThrownBy(() -> POSTGRES.importLog("{\"id\": 1}\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("Line 1 is not the header of an exported log");
        assertThatThrownBy(() -> POSTGRES.importLog(
                        "{\"fluvius\":\"log\",\"format\":2,\"new\":1}\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("newer version");
        assertThatThrownBy(() -> POSTGRES.importLog(new byte[70_000_000]))
                .hasMessageContaining("Line 1 is longer than");
    }

    @Test
    void events_of_an_unknown_domain_are_refused() {
        H2.store(RandomLog.of(14, 3));
        H2.dsl().execute("update domain_event set payload_type = 'book.book-added'");
        byte[] exported = H2.export(0);

        assertThatThrownBy(() -> POSTGRES.importLog(exported))
                .hasMessageContaining(
                        "Line 3 contains an event of the type book.book-added, which belongs to no domain");
        assertThat(POSTGRES.isEmpty()).isTrue();
    }

    @Test
    void a_store_that_is_not_empty_is_refused_and_stays_as_it_was() {
        H2.store(RandomLog.of(15, 3));
        POSTGRES.store(RandomLog.of(16, 4));
        byte[] before = withoutHeader(POSTGRES.export(0));

        assertThatThrownBy(() -> POSTGRES.importLog(H2.export(0)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.WRONG_STATE));

        assertThat(withoutHeader(POSTGRES.export(0))).isEqualTo(before);
    }

    @Test
    void a_part_from_a_position_continues_the_part_before_it() {
        RandomLog log = RandomLog.of(17, 12_000);
        H2.store(log);
        byte[] whole = H2.export(0);
        List<String> lines = lines(whole);
        int checksum = 1
                + lines.indexOf(lines.stream()
                        .filter(line -> line.startsWith(LogLines.CHECKSUM))
                        .findFirst()
                        .orElseThrow());
        long next =
                LogLines.JSON.readTree(lines.get(checksum - 1)).path("position").asLong() + 1;
        byte[] rest = H2.export(next);

        POSTGRES.importLog(file(lines.subList(0, checksum), lines(rest)));

        assertThat(withoutHeader(POSTGRES.export(0))).isEqualTo(withoutHeader(whole));
        POSTGRES.clear();
        assertThatThrownBy(() -> POSTGRES.importLog(rest)).hasMessageContaining("is a part of a log");
        assertThatThrownBy(() -> POSTGRES.importLog(file(lines.subList(0, checksum - 1), lines(rest))))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void unique_values_are_those_that_the_events_claim() {
        UUID john = UUID.randomUUID();
        H2.store(RandomLog.of(18, 2));
        H2.dsl()
                .execute(
                        "update domain_event set aggregate_identifier = ?, sequence_number = global_index, meta_data = ?",
                        john.toString(),
                        "{\"claimedValues\":[{\"scope\":\"user.email\",\"value\":\"john@example.com\"}]}");

        POSTGRES.importLog(H2.export(0));

        assertThat(POSTGRES.dsl()
                        .fetch("select scope, content, owner from unique_value")
                        .intoMaps())
                .containsExactly(Map.of("scope", "user.email", "content", "john@example.com", "owner", john));
    }

    @Test
    void two_owners_of_a_value_are_refused() {
        H2.store(RandomLog.of(19, 2));
        H2.dsl()
                .execute(
                        "update domain_event set meta_data = ?",
                        "{\"claimedValues\":[{\"scope\":\"user.email\",\"value\":\"john@example.com\"}]}");

        assertThatThrownBy(() -> POSTGRES.importLog(H2.export(0)))
                .hasMessageContaining("own the same unique value")
                .hasMessageNotContaining("john");
        assertThat(POSTGRES.isEmpty()).isTrue();
    }

    @Test
    void what_is_appended_during_an_export_is_no_part_of_it() throws IOException {
        H2.store(RandomLog.of(20, 3_500));
        byte[] before = withoutHeader(H2.export(0));
        ByteArrayOutputStream file = new ByteArrayOutputStream();

        H2.transfer().exportTo(file, 0, (events, done) -> {
            if (events == 1) {
                H2.dsl()
                        .execute(
                                "insert into domain_event (event_identifier, aggregate_identifier, sequence_number,"
                                        + " time_stamp, payload_type, payload, meta_data) values ('e', 'a', 0, 't', 'p', '{}', '{}')");
            }
        });

        assertThat(withoutHeader(file.toByteArray())).isEqualTo(before);
        assertThat(H2.dsl().fetchCount(EventStoreTables.EVENTS)).isEqualTo(3_501);
    }

    private static void assertRefused(byte[] file, String change) throws IOException {
        try {
            StoredLogTransfer.verifyFile(new ByteArrayInputStream(file), (events, done) -> {});
        } catch (ProblemException refused) {
            assertThat(refused.problem().code()).as(change).isEqualTo(ProblemCode.MALFORMED_REQUEST);
            assertThat(refused.problem().detail()).as(change).matches("Line \\d+ .+");
            return;
        }
        throw new AssertionError("not refused: " + change);
    }

    private static byte[] withoutHeader(byte[] file) {
        int end = HEADER + new String(file, StandardCharsets.ISO_8859_1).indexOf('\n');
        return Arrays.copyOfRange(file, end, file.length);
    }

    private static List<String> lines(byte[] file) {
        // String.lines() ends a line at other characters too
        return List.of(new String(file, StandardCharsets.UTF_8).split("\n"));
    }

    @SafeVarargs
    private static byte[] file(List<String>... parts) {
        StringBuilder file = new StringBuilder();
        for (List<String> part : parts) {
            part.forEach(line -> file.append(line).append('\n'));
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }
}
