package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.command.Command;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The events of Axon Server are read as they would be stored in a database. */
class AxonServerLogTest {

    private static final UUID ANN = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.120Z");

    private final EventSerializer serializer = new EventSerializer(new EventNames(DefinedDomains.find()));
    private final EventsInAxonServer server = new EventsInAxonServer(serializer);
    private final EventLog log = server.log(receiptsUpTo(null));

    @Test
    void an_event_is_read_in_the_form_that_a_database_stores() throws IOException {
        EventMessage<?> created = ClaimMetadata.addToLast(
                        List.of(event(
                                0,
                                new UserCreated(
                                        UserId.of(ANN.toString()),
                                        new PersonName("Åsa 😀"),
                                        new EmailAddress("asa@example.com")))),
                        List.of(new ValueClaim("user.email", "asa@example.com", ANN)),
                        List.of())
                .getFirst();
        EventMessage<?> renamed = event(1, new UserRenamed(UserId.of(ANN.toString()), new PersonName("Quote \" \\")));
        EventMessage<?> foreign = new GenericEventMessage<>(
                "7",
                "text",
                Map.of("number", 7L, "fraction", 0.5, "yes", true, "list", new ArrayList<>(List.of(1, 2))),
                TIME);
        List.of(created, renamed, foreign).forEach(server::append);

        assertThat(read(0, 2))
                .containsExactly(
                        new LoggedEvent(0, StoredEvent.of(created, serializer)),
                        new LoggedEvent(1, StoredEvent.of(renamed, serializer)),
                        new LoggedEvent(2, StoredEvent.of(foreign, serializer)));
    }

    @Test
    void a_part_contains_the_events_from_a_position_to_another() throws IOException {
        append(5);

        assertThat(read(2, 3)).extracting(LoggedEvent::position).containsExactly(2L, 3L);
        assertThat(read(4, 4)).extracting(LoggedEvent::position).containsExactly(4L);
        assertThat(read(5, 4)).isEmpty();
    }

    @Test
    void the_event_before_a_position_is_known() {
        append(3);

        assertThat(log.eventBefore(0)).isNull();
        assertThat(log.eventBefore(1)).isEqualTo("0");
        assertThat(log.eventBefore(3)).isEqualTo("2");
        assertThat(log.eventBefore(Long.MAX_VALUE)).isEqualTo("2");
    }

    @Test
    void an_empty_log_has_no_head() {
        assertThat(log.head()).isEqualTo(-1);
        assertThat(log.eventBefore(1)).isNull();
    }

    @Test
    void the_head_includes_the_positions_of_receipts_when_the_server_reports_it_late() {
        append(5);
        server.reportHeadWithout(3);

        assertThat(log.head()).isEqualTo(1);
        assertThat(server.log(receiptsUpTo(4L)).head()).isEqualTo(4);
        assertThat(server.log(receiptsUpTo(0L)).head()).isEqualTo(1);
    }

    @Test
    void a_server_that_does_not_send_an_event_is_unavailable() {
        append(1);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(0, 1))
                .satisfies(failure -> assertThat(failure.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }

    private void append(int events) {
        for (int index = 0; index < events; index++) {
            server.append(new GenericEventMessage<>(Integer.toString(index), "text", Map.of(), TIME));
        }
    }

    private static EventMessage<?> event(long sequence, Object payload) {
        String command = UUID.randomUUID().toString();
        return new GenericDomainEventMessage<>(
                "user",
                ANN.toString(),
                sequence,
                new GenericEventMessage<>(
                        command, payload, Map.of(Command.COMMAND_ID, command, Command.FINGERPRINT, "abc"), TIME),
                TIME);
    }

    private List<LoggedEvent> read(long from, long to) throws IOException {
        List<LoggedEvent> events = new ArrayList<>();
        log.readEvents(from, to, events::add);
        return events;
    }

    /** A database whose receipts have positions up to the given one. */
    private static DSLContext receiptsUpTo(@Nullable Long position) {
        Field<Long> highest = DSL.max(EventStoreTables.POSITION);
        DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
        return DSL.using(
                new MockConnection(statement -> {
                    Result<Record1<Long>> rows = dsl.newResult(highest);
                    rows.add(dsl.newRecord(highest).values(position));
                    return new MockResult[] {new MockResult(1, rows)};
                }),
                SQLDialect.POSTGRES);
    }
}
