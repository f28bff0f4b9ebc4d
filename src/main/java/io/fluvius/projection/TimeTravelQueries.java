package io.fluvius.projection;

import io.fluvius.command.Command;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.progress.Projections;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Answers the questions about the past of every domain, from the events. */
class TimeTravelQueries {

    private final DomainRegistry domains;
    private final EventStore events;
    private final Projections projections;

    TimeTravelQueries(DomainRegistry domains, EventStore events, Projections projections) {
        this.domains = domains;
        this.events = events;
        this.projections = projections;
    }

    @QueryHandler
    Optional<Record> atVersion(StateQuery.AtVersion question) {
        RegisteredDomain domain = domains.named(question.resource());
        boolean isThatFar =
                events.lastSequenceNumberFor(question.id().toString()).orElse(-1L) >= question.version();
        return isThatFar
                ? fold(domain, domain.view(), question.id(), event -> event.getSequenceNumber() <= question.version())
                : Optional.empty();
    }

    @QueryHandler
    Optional<Record> atTime(StateQuery.AtTime question) {
        RegisteredDomain domain = domains.named(question.resource());
        return fold(
                domain,
                domain.view(),
                question.id(),
                event -> !event.getTimestamp().isAfter(question.time()));
    }

    @QueryHandler
    StateQuery.Entries history(StateQuery.History question) {
        RegisteredDomain domain = domains.named(question.resource());
        List<HistoryEntry> entries = new ArrayList<>();
        DomainEventStream stream = events.readEvents(question.id().toString(), question.from());
        while (entries.size() < question.limit() && stream.hasNext()) {
            DomainEventMessage<?> event = stream.next();
            requireOwn(domain, event);
            entries.add(entry(domain, event));
        }
        if (entries.isEmpty()) {
            requireExistence(domain, question.id());
        }
        return new StateQuery.Entries(entries);
    }

    private <V extends Record> Optional<Record> fold(
            RegisteredDomain domain, ViewType<V> view, UUID id, Predicate<DomainEventMessage<?>> happened) {
        InMemoryReadModel<V> rows = new InMemoryReadModel<>(view);
        DomainEventStream stream = events.readEvents(id.toString(), 0);
        while (stream.hasNext()) {
            DomainEventMessage<?> event = stream.next();
            requireOwn(domain, event);
            if (!happened.test(event)) {
                break;
            }
            projections.apply(event, rows);
        }
        return rows.get(id).map(row -> row);
    }

    private void requireExistence(RegisteredDomain domain, UUID id) {
        DomainEventStream first = events.readEvents(id.toString(), 0);
        if (!first.hasNext()) {
            throw new NotFoundException(AggregateRef.of(domain.name(), id));
        }
        requireOwn(domain, first.next());
    }

    /** An identifier may be in use in another domain. */
    private static void requireOwn(RegisteredDomain domain, DomainEventMessage<?> event) {
        if (!domain.definition().events().isAssignableFrom(event.getPayloadType())) {
            throw new NotFoundException(
                    AggregateRef.of(domain.name(), UUID.fromString(event.getAggregateIdentifier())));
        }
    }

    private static HistoryEntry entry(RegisteredDomain domain, DomainEventMessage<?> event) {
        Revision revision = event.getPayloadType().getAnnotation(Revision.class);
        return new HistoryEntry(
                event.getSequenceNumber(),
                domain.name() + "." + Names.kebab(event.getPayloadType()),
                revision == null ? null : revision.value(),
                event.getTimestamp(),
                UUID.fromString(event.getIdentifier()),
                Identifiers.parse(String.valueOf(event.getMetaData().get(Command.COMMAND_ID)))
                        .orElse(null),
                text(event, Command.CORRELATION_ID),
                text(event, Command.ACTOR),
                (Record) event.getPayload());
    }

    private static @Nullable String text(DomainEventMessage<?> event, String key) {
        return (String) event.getMetaData().get(key);
    }
}
