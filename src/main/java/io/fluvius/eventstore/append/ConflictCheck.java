package io.fluvius.eventstore.append;

import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.personal.NewKey;
import io.fluvius.personal.PersonalKeyTables;
import io.fluvius.personal.PersonalProblems;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Finds the appends of a group that conflict with stored rows, or that are stored already. Used by one thread. */
final class ConflictCheck {

    /** The stored events that have the identifier of an event or a command of the group, with their global indexes. */
    private final Map<StoredEvent, Long> events;
    /** The identifiers of those commands of the group that have an event or a receipt. */
    private final Set<String> commands;
    /** The highest stored sequence numbers of the group's aggregates. */
    private final Map<String, Long> versions;
    /** The persons of the group's new keys who have a key already, and whether they were forgotten. */
    private final Map<UUID, Boolean> persons;
    /** The owners of the values that the group claims. */
    private final Map<ValueClaim.Key, UUID> owners;

    /**
     * Reads the rows that decide about a group.
     *
     * @throws SQLException when they cannot be read
     */
    static ConflictCheck of(Connection connection, SQLDialect dialect, List<Append> group) throws SQLException {
        try {
            return new ConflictCheck(DSL.using(connection, dialect), group);
        } catch (DataAccessException failure) {
            throw new SQLException(failure);
        }
    }

    private ConflictCheck(DSLContext dsl, List<Append> group) {
        this.events = events(dsl, group);
        this.commands = commands(dsl, group);
        events.keySet().forEach(event -> commands.add(event.id()));
        this.versions = versions(dsl, group);
        this.owners = owners(dsl, group);
        this.persons = persons(dsl, group);
    }

    /** Sets the positions of an append whose events are stored already; returns false when they are not, or there are none. */
    boolean isStored(Append append) {
        if (append.events().isEmpty() || !events.keySet().containsAll(append.events())) {
            return false;
        }
        append.setPositions(append.events().stream().collect(Collectors.toMap(StoredEvent::id, events::get)));
        return true;
    }

    /**
     * The exception for an append that cannot be written, empty when nothing conflicts with it. Removes claims of values
     * that their owner holds already.
     */
    Optional<RuntimeException> conflictException(Append append) {
        return commandRepeatedException(append)
                .or(() -> duplicateEventException(append))
                .or(() -> staleVersionException(append))
                .or(() -> keyExistsException(append))
                .or(() -> valueTakenException(append));
    }

    private Optional<RuntimeException> commandRepeatedException(Append append) {
        return append.commands().stream()
                .filter(commands::contains)
                .findFirst()
                .map(command -> commandRepeatedException());
    }

    static RuntimeException commandRepeatedException() {
        return Problem.of(ProblemCode.CONFLICT, "The command was handled before")
                .asException();
    }

    private static Optional<RuntimeException> duplicateEventException(Append append) {
        List<StoredEvent> events = append.events();
        long versions = events.stream()
                .map(event -> event.aggregate() + "/" + event.sequence())
                .distinct()
                .count();
        long identifiers = events.stream().map(StoredEvent::id).distinct().count();
        return Math.min(versions, identifiers) < events.size()
                ? Optional.of(
                        concurrencyException(events.getFirst(), "has two events with the same version or identifier"))
                : Optional.empty();
    }

    private Optional<RuntimeException> staleVersionException(Append append) {
        return append.events().stream()
                .filter(event -> event.sequence() <= versions.getOrDefault(event.aggregate(), -1L))
                .findFirst()
                .map(event -> concurrencyException(event, event.sequence() == 0 ? "exists" : "has changed"));
    }

    private static RuntimeException concurrencyException(StoredEvent event, String reason) {
        String message = "The aggregate " + event.aggregate() + " " + reason;
        return event.sequence() == 0
                ? new AggregateStreamCreationException(message)
                : new ConcurrencyException(message);
    }

    /** When the command is handled again, it uses the key that is stored. */
    private Optional<RuntimeException> keyExistsException(Append append) {
        return append.personalKeys().stream()
                .filter(key -> persons.containsKey(key.person()))
                .findFirst()
                .map(key -> Boolean.TRUE.equals(persons.get(key.person()))
                        ? PersonalProblems.forgottenException()
                        : new ConcurrencyException("Another append has stored the key of a person"));
    }

    private Optional<RuntimeException> valueTakenException(Append append) {
        for (ValueClaim claim : List.copyOf(append.claims())) {
            UUID owner = owners.get(claim.key());
            if (claim.owner().equals(owner)) {
                append.removeClaim(claim);
            } else if (owner != null) {
                return Optional.of(UniqueValues.valueTakenException(claim.scope()));
            }
        }
        return Optional.empty();
    }

    private static Map<StoredEvent, Long> events(DSLContext dsl, List<Append> group) {
        return dsl.select(EventStoreTables.EVENT_COLUMNS)
                .select(EventStoreTables.INDEX)
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.EVENT_ID.in(all(group, ConflictCheck::identifiers)))
                .fetchMap(ConflictCheck::event, row -> row.get(EventStoreTables.INDEX));
    }

    private static Stream<String> identifiers(Append append) {
        return Stream.concat(append.events().stream().map(StoredEvent::id), append.commands().stream());
    }

    /** The components of a stored event are these columns, in the same order. */
    private static StoredEvent event(Record row) {
        return row.into(EventStoreTables.EVENT_COLUMNS.toArray(Field[]::new)).into(StoredEvent.class);
    }

    private static Set<String> commands(DSLContext dsl, List<Append> group) {
        return dsl.select(EventStoreTables.COMMAND_ID)
                .from(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.COMMAND_ID.in(
                        all(group, append -> append.commands().stream().map(UUID::fromString))))
                .fetchSet(row -> row.value1().toString());
    }

    private static Map<String, Long> versions(DSLContext dsl, List<Append> group) {
        return dsl.select(EventStoreTables.AGGREGATE, DSL.max(EventStoreTables.SEQUENCE))
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.AGGREGATE.in(
                        all(group, append -> append.events().stream().map(StoredEvent::aggregate))))
                .groupBy(EventStoreTables.AGGREGATE)
                .fetchMap(EventStoreTables.AGGREGATE, DSL.max(EventStoreTables.SEQUENCE));
    }

    private static Map<ValueClaim.Key, UUID> owners(DSLContext dsl, List<Append> group) {
        List<ValueClaim.Key> keys =
                all(group, append -> append.claims().stream().map(ValueClaim::key));
        return dsl.select(EventStoreTables.SCOPE, EventStoreTables.CONTENT, EventStoreTables.OWNER)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(DSL.row(EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                        .in(keys.stream()
                                .map(key -> DSL.row(key.scope(), key.value()))
                                .toList()))
                .fetchMap(row -> new ValueClaim.Key(row.value1(), row.value2()), row -> row.value3());
    }

    private static Map<UUID, Boolean> persons(DSLContext dsl, List<Append> group) {
        List<UUID> persons = all(group, append -> append.personalKeys().stream().map(NewKey::person));
        return persons.isEmpty()
                ? Map.of()
                : dsl.select(PersonalKeyTables.PERSON, PersonalKeyTables.DATA_KEY)
                        .from(PersonalKeyTables.KEYS)
                        .where(PersonalKeyTables.PERSON.in(persons))
                        .fetchMap(row -> row.value1(), row -> row.value2() == null);
    }

    private static <R> List<R> all(List<Append> group, Function<Append, Stream<R>> part) {
        return group.stream().flatMap(part).toList();
    }
}
