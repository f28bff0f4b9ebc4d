package io.fluvius.eventstore.append;

import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.UniqueKey;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Position;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Finds out which appends of a group cannot be written, because of what is there already. */
final class ConflictCheck {

    private ConflictCheck() {}

    /** What has to be said of an append. */
    sealed interface Verdict {
        /** Nothing is in its way. */
        record Innocent() implements Verdict {}

        /** It has been written, at that position. */
        record Written(Position position) implements Verdict {}

        /** It cannot be written. */
        record Guilty(RuntimeException reason) implements Verdict {}
    }

    /** What is there of all that a group wants to write. */
    private record Present(
            Map<String, Long> events, Set<UUID> commands, Map<String, Long> versions, Map<UniqueKey, UUID> owners) {}

    /**
     * Judges a group. A claim of a value that its owner has already is taken out of its append.
     *
     * @return each append with what has to be said of it
     */
    static Map<Append, Verdict> judge(DSLContext dsl, List<Append> group) {
        Present present =
                new Present(events(dsl, group), commands(dsl, group), versions(dsl, group), owners(dsl, group));
        return group.stream().collect(Collectors.toMap(Function.identity(), append -> judge(append, present)));
    }

    private static Verdict judge(Append append, Present present) {
        Long written = present.events().get(String.valueOf(append.lastEvent()));
        if (written != null) {
            return new Verdict.Written(new Position(written));
        }
        return ranBefore(append, present)
                .or(() -> repeatsItself(append))
                .or(() -> isStale(append, present))
                .or(() -> isTaken(append, present))
                .<Verdict>map(Verdict.Guilty::new)
                .orElseGet(Verdict.Innocent::new);
    }

    private static Optional<RuntimeException> ranBefore(Append append, Present present) {
        return Optional.ofNullable(append.receipt())
                .filter(receipt -> present.commands().contains(receipt.commandId()))
                .map(receipt -> Problem.of(ProblemCode.CONFLICT, "The command has run before")
                        .asException());
    }

    private static Optional<RuntimeException> repeatsItself(Append append) {
        List<StoredEvent> events = append.events();
        long places = events.stream()
                .map(event -> event.aggregate() + "/" + event.sequence())
                .distinct()
                .count();
        long identifiers = events.stream().map(StoredEvent::id).distinct().count();
        return Math.min(places, identifiers) < events.size()
                ? Optional.of(conflict(events.getFirst(), "is said to change twice at once"))
                : Optional.empty();
    }

    private static Optional<RuntimeException> isStale(Append append, Present present) {
        return append.events().stream()
                .filter(event -> event.sequence()
                        <= Objects.requireNonNullElse(present.versions().get(event.aggregate()), -1L))
                .findFirst()
                .map(event -> conflict(event, event.sequence() == 0 ? "exists" : "has changed"));
    }

    private static RuntimeException conflict(StoredEvent event, String why) {
        String message = "The aggregate " + event.aggregate() + " " + why;
        return event.sequence() == 0
                ? new AggregateStreamCreationException(message)
                : new ConcurrencyException(message);
    }

    private static Optional<RuntimeException> isTaken(Append append, Present present) {
        for (ValueClaim claim : List.copyOf(append.claims())) {
            UUID owner = present.owners().get(claim.key());
            if (claim.owner().equals(owner)) {
                append.drop(claim);
            } else if (owner != null) {
                return Optional.of(UniqueValues.valueTakenException(claim.scope()));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Long> events(DSLContext dsl, List<Append> group) {
        return dsl.select(EventStoreTables.EVENT_ID, EventStoreTables.INDEX)
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.EVENT_ID.in(all(group, append -> Stream.ofNullable(append.lastEvent()))))
                .fetchMap(EventStoreTables.EVENT_ID, EventStoreTables.INDEX);
    }

    private static Set<UUID> commands(DSLContext dsl, List<Append> group) {
        return dsl.select(EventStoreTables.COMMAND_ID)
                .from(EventStoreTables.RECEIPTS)
                .where(EventStoreTables.COMMAND_ID.in(
                        all(group, append -> Stream.ofNullable(append.receipt()).map(it -> it.commandId()))))
                .fetchSet(EventStoreTables.COMMAND_ID);
    }

    private static Map<String, Long> versions(DSLContext dsl, List<Append> group) {
        return dsl.select(EventStoreTables.AGGREGATE, DSL.max(EventStoreTables.SEQUENCE))
                .from(EventStoreTables.EVENTS)
                .where(EventStoreTables.AGGREGATE.in(
                        all(group, append -> append.events().stream().map(StoredEvent::aggregate))))
                .groupBy(EventStoreTables.AGGREGATE)
                .fetchMap(EventStoreTables.AGGREGATE, DSL.max(EventStoreTables.SEQUENCE));
    }

    private static Map<UniqueKey, UUID> owners(DSLContext dsl, List<Append> group) {
        List<UniqueKey> keys = all(group, append -> append.claims().stream().map(ValueClaim::key));
        return dsl.select(EventStoreTables.SCOPE, EventStoreTables.CONTENT, EventStoreTables.OWNER)
                .from(EventStoreTables.UNIQUE_VALUES)
                .where(DSL.row(EventStoreTables.SCOPE, EventStoreTables.CONTENT)
                        .in(keys.stream()
                                .map(key -> DSL.row(key.scope(), key.value()))
                                .toList()))
                .fetchMap(row -> new UniqueKey(row.value1(), row.value2()), row -> row.value3());
    }

    private static <R> List<R> all(List<Append> group, Function<Append, Stream<R>> part) {
        return group.stream().flatMap(part).toList();
    }
}
