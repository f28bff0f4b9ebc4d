package io.fluvius.operations.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.axonserver.EventsInAxonServer;
import io.fluvius.domain.Position;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.environment.TestDatabases;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.EventDestination;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.receipt.EventReceipts;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.operations.LogTransfer.Transferred;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.problem.StartupRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs are imported into Axon Server and a database beside it. {@link AxonServerTransferIT} imports into a real server. */
@ResourceLock("PostgreSQL")
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
class AxonServerImportIT {

    private static final EventSerializer SERIALIZER = new EventSerializer(new EventNames(DefinedDomains.find()));
    private static LogOfStore h2;
    private static LogOfStore postgres;

    private final LogOfStore store;
    private final LogOfStore source;
    private final EventsInAxonServer server = new EventsInAxonServer(SERIALIZER);

    AxonServerImportIT(String database) {
        this.store = database.equals("H2") ? h2 : postgres;
        this.source = store == h2 ? postgres : h2;
    }

    @BeforeAll
    static void open() {
        h2 = LogOfStore.open("default", TestDatabases.freshH2());
        postgres = LogOfStore.open("postgres", TestDatabases.freshPostgres());
    }

    @BeforeEach
    void clear() {
        h2.clear();
        postgres.clear();
    }

    @AfterAll
    static void close() {
        h2.close();
        postgres.close();
    }

    @Test
    void a_log_is_equal_after_its_way_through_axon_server() {
        LogOfCommands log = LogOfCommands.of(1, 400, SERIALIZER);
        byte[] exported = exported(log);

        Transferred imported = store.importLog(exported, destination());

        long last = log.events().getLast().position();
        assertThat(imported)
                .isEqualTo(new Transferred(log.events().size(), log.receipts().size(), last));
        assertThat(server.size()).isEqualTo(last + 1).isGreaterThan(log.events().size() + 100);
        byte[] again = store.export(server.log(store.dsl()), 0);
        assertThat(text(again)).isEqualTo(text(exported));
        List<Object> values = values();
        store.clear();
        store.importLog(again);
        assertThat(text(store.export(0))).isEqualTo(text(exported));
        assertThat(values()).isEqualTo(values);
    }

    @Test
    void what_fills_a_position_is_no_event() {
        LogOfCommands log = LogOfCommands.of(2, 100, SERIALIZER);
        store.importLog(exported(log), destination());
        EventLog stored = server.log(store.dsl());

        assertThat(server.typesOfHandledEvents()).hasSameSizeAs(log.events()).containsOnly("user.user-renamed");
        for (int index = 1; index < log.events().size(); index++) {
            LoggedEvent event = log.events().get(index);
            assertThat(stored.eventBefore(event.position()))
                    .isEqualTo(log.events().get(index - 1).event().id());
        }
        assertThat(stored.eventBefore(log.events().getFirst().position())).isNull();
    }

    @Test
    void a_command_has_the_receipt_that_its_events_are_in_a_database() {
        LogOfCommands log = LogOfCommands.of(3, 60, SERIALIZER);
        store.importLog(exported(log), destination());
        EventReceipts derived = new EventReceipts(source.dsl(), PersonalEvents.none());

        JdbcCommandReceipts receipts = new JdbcCommandReceipts(store.dsl(), new ProblemCodec());
        List<LoggedEvent> events = log.events();
        for (LoggedEvent event : events.subList(events.size() * 3 / 4, events.size())) {
            UUID command = UUID.fromString(event.event().id().replaceFirst(":.*", ""));
            if (event.event().hasNoAggregate()) {
                assertThat(receipts.find(command)).isEmpty();
            } else {
                assertThat(receipts.find(command)).isPresent().isEqualTo(derived.find(command));
            }
        }
        assertThat(receipts.find(UUID.fromString(events.getFirst().event().id())))
                .as("a receipt of a command that is older than seven days")
                .isEmpty();
        assertThat(receipts.find(log.receipts().getFirst().commandId())).hasValueSatisfying(quiet -> {
            assertThat(quiet.command()).isEqualTo("activate-user");
            assertThat(quiet.position())
                    .isEqualTo(new Position(log.receipts().getFirst().position()));
        });
    }

    @Test
    void an_import_that_the_server_interrupts_is_continued_by_importing_the_same_log_again() {
        byte[] exported = exported(LogOfCommands.of(4, 900, SERIALIZER));
        byte[] other = exported(LogOfCommands.of(5, 900, SERIALIZER));
        for (boolean isStored : List.of(true, false)) {
            store.clear();
            EventsInAxonServer server = new EventsInAxonServer(SERIALIZER);
            EventDestination node = server.destination(store.dsl());
            server.failIn(3, isStored);

            assertProblem(ProblemCode.UNAVAILABLE, "import the same log again", exported, node);

            assertThat(server.size()).isEqualTo(isStored ? 3_000 : 2_000);
            assertThat(isDatabaseEmpty()).isTrue();
            assertThat(node.isIncomplete()).isTrue();
            assertThatThrownBy(() -> server.start(store.dsl()))
                    .isInstanceOf(StartupRefusedException.class)
                    .hasMessageContaining("was interrupted");

            server.recover();
            EventDestination restarted = server.destination(store.dsl());
            for (EventDestination importing : List.of(node, restarted)) {
                assertProblem(ProblemCode.MALFORMED_REQUEST, "other events than the log", other, importing);
                assertProblem(
                        ProblemCode.MALFORMED_REQUEST,
                        "truncated",
                        Arrays.copyOf(exported, exported.length / 2),
                        importing);
                assertThat(importing.isIncomplete()).isTrue();
                assertThat(server.size()).isEqualTo(isStored ? 3_000 : 2_000);
            }

            EventDestination last = isStored ? node : restarted;
            store.importLog(exported, last);

            assertThat(text(store.export(server.log(store.dsl()), 0))).isEqualTo(text(exported));
            assertThat(last.isIncomplete()).isFalse();
            assertThatCode(() -> server.start(store.dsl())).doesNotThrowAnyException();
        }
    }

    @Test
    void a_process_that_ended_before_it_stored_an_event_may_start() {
        EventDestination killed = destination();
        killed.begin();
        assertThat(killed.isIncomplete()).isFalse();

        server.start(store.dsl());

        assertThat(store.dsl().fetchCount(store.dsl().selectFrom("log_import"))).isZero();
    }

    @Test
    void a_process_that_ended_before_the_database_knew_the_events_imports_them_again() {
        byte[] exported = exported(LogOfCommands.of(6, 50, SERIALIZER));
        store.importLog(exported, destination());
        int events = server.size();
        store.clear();
        store.dsl().execute("insert into log_import values (?, current_timestamp)", UUID.randomUUID());

        store.importLog(exported, destination());

        assertThat(server.size()).isEqualTo(events);
        assertThat(values()).isNotEmpty();
    }

    @Test
    void a_damaged_log_changes_nothing() {
        byte[] exported = exported(LogOfCommands.of(7, 50, SERIALIZER));
        exported[exported.length / 2] ^= 1;

        assertProblem(ProblemCode.MALFORMED_REQUEST, "; nothing was changed", exported, destination());

        assertNothingIsStored();
    }

    @Test
    void a_server_with_events_is_refused() {
        byte[] exported = exported(LogOfCommands.of(8, 5, SERIALIZER));
        store.importLog(exported, destination());
        store.clear();

        assertProblem(ProblemCode.WRONG_STATE, "Axon Server contains events", exported, destination());

        assertThat(isDatabaseEmpty()).isTrue();
        assertThatCode(() -> server.start(store.dsl())).doesNotThrowAnyException();
    }

    @Test
    void a_database_with_rows_is_refused() {
        byte[] exported = exported(LogOfCommands.of(9, 50, SERIALIZER));
        store.importLog(exported);

        assertProblem(ProblemCode.WRONG_STATE, "contains events", exported, destination());

        assertThat(server.size()).isZero();
    }

    @Test
    void what_axon_server_would_refuse_or_change_is_refused_before_anything_is_stored() {
        assertRefused("sequence number 5 instead of 0", event -> with(event, 5, event.time(), event.metaData()));
        assertRefused(
                "the time of the event", event -> with(event, 0, "2026-11-22T10:15:30.123456Z", event.metaData()));
        assertRefused("no valid time", event -> with(event, 0, "yesterday", event.metaData()));
        assertRefused("no JSON object", event -> with(event, 0, event.time(), "[1]"));
        assertRefused("no JSON object", event -> with(event, 0, event.time(), "{\"a\":1"));
        assertRefused(
                "would change the metadata", event -> with(event, 0, event.time(), "{\"a\":92233720368547758070}"));
        assertRefused(
                "is larger than Axon Server accepts",
                event -> with(event, 0, event.time(), "{\"a\":\"" + "x".repeat(5_000_000) + "\"}"));
    }

    @Test
    void an_endless_log_without_events_is_refused() {
        LoggedEvent event = new LoggedEvent(
                20_000_000,
                LogOfCommands.of(1, 1, SERIALIZER).events().getFirst().event());

        assertProblem(
                ProblemCode.MALFORMED_REQUEST,
                "positions without an event",
                exported(new LogOfCommands(List.of(event), List.of())),
                destination());

        assertNothingIsStored();
    }

    private void assertRefused(String reason, UnaryOperator<StoredEvent> change) {
        StoredEvent event =
                LogOfCommands.of(1, 1, SERIALIZER).events().getFirst().event();
        source.clear();
        LogOfCommands log = new LogOfCommands(List.of(new LoggedEvent(1, change.apply(event))), List.of());

        assertProblem(ProblemCode.MALFORMED_REQUEST, reason, exported(log), destination());

        assertNothingIsStored();
    }

    private static StoredEvent with(StoredEvent event, long sequence, String time, String metaData) {
        return new StoredEvent(
                event.id(),
                event.aggregate(),
                sequence,
                event.type(),
                time,
                event.payloadType(),
                event.revision(),
                event.payload(),
                metaData);
    }

    private void assertProblem(ProblemCode code, String detail, byte[] log, EventDestination node) {
        assertThatThrownBy(() -> store.importLog(log, node)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(code);
            assertThat(refused.problem().detail()).contains(detail).doesNotContain(".;");
        });
    }

    private void assertNothingIsStored() {
        assertThat(server.size()).isZero();
        assertThat(isDatabaseEmpty()).isTrue();
        assertThat(store.dsl().fetchCount(store.dsl().selectFrom("log_import"))).isZero();
    }

    private boolean isDatabaseEmpty() {
        return store.isEmpty();
    }

    /** Another node, or the same one after a restart. */
    private EventDestination destination() {
        return server.destination(store.dsl());
    }

    private List<Object> values() {
        return List.copyOf(store.dsl()
                .selectFrom(EventStoreTables.UNIQUE_VALUES)
                .orderBy(EventStoreTables.CONTENT)
                .fetch(row -> row.intoMap().toString()));
    }

    /** The file, as another database exports it. */
    private byte[] exported(LogOfCommands log) {
        source.clear();
        source.store(log::writeTo);
        return source.export(0);
    }

    /** The rows, with the members of metadata, whose order Axon Server does not keep, in the order of their names. */
    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(LogLines.EVENT) || line.startsWith(LogLines.RECEIPT))
                .map(AxonServerImportIT::inOrder)
                .collect(Collectors.joining("\n"));
    }

    private static String inOrder(String line) {
        LoggedEvent event = LogLines.parseEvent(line);
        if (event == null) {
            return line;
        }
        Map<?, ?> members = LogLines.JSON.readValue(event.event().metaData(), TreeMap.class);
        return event.position() + " "
                + with(event.event(), event.event().sequence(), event.event().time(), "") + members;
    }
}
