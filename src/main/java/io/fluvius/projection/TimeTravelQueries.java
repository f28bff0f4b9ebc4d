package io.fluvius.projection;

import io.fluvius.command.Command;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Projections;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateQuery;
import io.fluvius.query.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Handles the queries for past state and for history of every domain, by reading the events of the aggregate. */
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
    Optional<Record> atVersion(StateQuery.AtVersion query) {
        RegisteredView view = viewWithPast(query.resource());
        long newest = events.lastSequenceNumberFor(query.id().toString()).orElse(-1L);
        if (newest >= 0 && newest < query.version()) {
            requireExistence(domains.named(view.domain()), query);
            throw new NotFoundException(Problem.of(
                            ProblemCode.NOT_FOUND,
                            "The newest version of the " + query.resource() + " with the id " + query.id() + " is "
                                    + newest)
                    .with("actual", newest));
        }
        return replay(view, query, "version " + query.version(), event -> event.getSequenceNumber() <= query.version());
    }

    @QueryHandler
    Optional<Record> atTime(StateQuery.AtTime query) {
        return replay(
                viewWithPast(query.resource()),
                query,
                query.time().toString(),
                event -> !event.getTimestamp().isAfter(query.time()));
    }

    @QueryHandler
    StateQuery.Entries history(StateQuery.History query) {
        RegisteredDomain domain = domains.named(viewWithPast(query.resource()).domain());
        List<HistoryEntry> entries = events.readEvents(query.id().toString(), query.from())
                .asStream()
                .limit(query.limit())
                .map(event -> entry(domain, query.tenant(), event))
                .toList();
        if (entries.isEmpty()) {
            requireExistence(domain, query);
        }
        return new StateQuery.Entries(entries);
    }

    @QueryHandler
    Versions versions(StateQuery.AllVersions query) {
        List<Versions.Version> versions = new ArrayList<>();
        long last = query.from() + query.limit() - 1;
        long newest = newestAfter(query, version -> {
            if (version.event().sequence() >= query.from()) {
                versions.add(version);
            }
            return version.event().sequence() < last;
        });
        return new Versions(versions, newest);
    }

    @QueryHandler
    Long eachVersion(StateQuery.EachVersion query) {
        return newestAfter(query, query.each());
    }

    /** Applies the events of an aggregate, and passes the versions on until it is enough. Returns the newest version. */
    private long newestAfter(StateQuery query, Predicate<Versions.Version> each) {
        UUID id = Objects.requireNonNull(query.id());
        RegisteredView view = viewWithPast(query.resource());
        RegisteredDomain domain = domains.named(view.domain());
        InMemoryReadModel<?> rows = new InMemoryReadModel<>(view.type());
        DomainEventStream stream = events.readEvents(id.toString(), 0);
        if (!stream.hasNext()) {
            requireExistence(domain, query);
        }
        boolean isWanted = true;
        while (isWanted && stream.hasNext()) {
            DomainEventMessage<?> event = stream.next();
            requireEventOf(domain, query.tenant(), event);
            Record before = row(rows, id);
            projections.apply(event, rows);
            isWanted = each.test(new Versions.Version(entry(domain, query.tenant(), event), before, row(rows, id)));
        }
        return events.lastSequenceNumberFor(id.toString()).orElse(-1L);
    }

    private static @Nullable Record row(InMemoryReadModel<?> rows, UUID id) {
        return rows.get(id).map(Record.class::cast).orElse(null);
    }

    /**
     * Applies the events of an aggregate up to the first one that is not included.
     *
     * @param point the point in the history after which the state is wanted, for messages
     * @return empty if the aggregate never existed
     * @throws NotFoundException if it existed, but had no state then
     */
    private Optional<Record> replay(
            RegisteredView view, StateQuery query, String point, Predicate<DomainEventMessage<?>> isIncluded) {
        UUID id = Objects.requireNonNull(query.id());
        RegisteredDomain domain = domains.named(view.domain());
        InMemoryReadModel<?> rows = new InMemoryReadModel<>(view.type());
        DomainEventStream stream = events.readEvents(id.toString(), 0);
        String explanation = null;
        while (stream.hasNext()) {
            DomainEventMessage<?> event = stream.next();
            requireEventOf(domain, query.tenant(), event);
            if (!isIncluded.test(event)) {
                explanation =
                        Objects.requireNonNullElse(explanation, ": its history begins at " + event.getTimestamp());
                break;
            }
            explanation = "";
            projections.apply(event, rows);
        }
        Optional<Record> row = rows.get(id).map(Record.class::cast);
        if (row.isEmpty() && explanation != null) {
            throw new NotFoundException(Problem.of(
                    ProblemCode.NOT_FOUND,
                    "There was no " + view.resource() + " with the id " + id + " at " + point + explanation));
        }
        return row;
    }

    /** @throws ProblemException if the rows of the view are parts of aggregates, because events are found by their aggregate */
    private RegisteredView viewWithPast(String resource) {
        RegisteredView view = domains.resource(resource);
        if (!view.type().isOneRowPerAggregate()) {
            throw Problem.of(
                            ProblemCode.INVALID_QUERY,
                            "The resource " + resource + " has no history of its own: it is part of that of the "
                                    + view.domain())
                    .asException();
        }
        return view;
    }

    private void requireExistence(RegisteredDomain domain, StateQuery query) {
        UUID id = Objects.requireNonNull(query.id());
        DomainEventStream first = events.readEvents(id.toString(), 0);
        if (!first.hasNext()) {
            throw new NotFoundException(AggregateRef.of(domain.name(), id));
        }
        requireEventOf(domain, query.tenant(), first.next());
    }

    /** The identifier may belong to an aggregate of another domain, or of another tenant. */
    private static void requireEventOf(RegisteredDomain domain, Tenant tenant, DomainEventMessage<?> event) {
        if (!domain.definition().events().isAssignableFrom(event.getPayloadType())
                || !Tenant.of(event.getMetaData()).equals(tenant)) {
            throw new NotFoundException(
                    AggregateRef.of(domain.name(), UUID.fromString(event.getAggregateIdentifier())));
        }
    }

    private static HistoryEntry entry(RegisteredDomain domain, Tenant tenant, DomainEventMessage<?> event) {
        requireEventOf(domain, tenant, event);
        Revision revision = event.getPayloadType().getAnnotation(Revision.class);
        return new HistoryEntry(
                event.getSequenceNumber(),
                domain.name() + "." + Names.kebab(event.getPayloadType()),
                revision == null ? null : revision.value(),
                event.getTimestamp(),
                event.getIdentifier(),
                Identifiers.parse(String.valueOf(event.getMetaData().get(Command.COMMAND_ID)))
                        .orElse(null),
                text(event, Command.CORRELATION_ID),
                text(event, Command.CAUSATION_ID),
                text(event, Command.ACTOR),
                (Record) event.getPayload());
    }

    private static @Nullable String text(DomainEventMessage<?> event, String key) {
        return (String) event.getMetaData().get(key);
    }
}
