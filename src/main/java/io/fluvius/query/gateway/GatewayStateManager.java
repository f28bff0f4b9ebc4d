package io.fluvius.query.gateway;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.query.AmbiguousResultException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.Keyset;
import io.fluvius.query.LiveChanges;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.fluvius.query.StateQuery;
import io.fluvius.query.Versions;
import io.fluvius.query.cursor.Cursors;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Dispatches queries through Axon's {@link QueryGateway}. */
final class GatewayStateManager implements StateManager {

    private final DomainRegistry domains;
    private final QueryManager queries;
    private final Cursors cursors;
    private final LiveChanges liveChanges;
    private final QueryDispatcher dispatcher;
    private final AuthorizedReads authorized;

    GatewayStateManager(
            DomainRegistry domains,
            QueryManager queries,
            Cursors cursors,
            LiveChanges liveChanges,
            QueryDispatcher dispatcher,
            AuthorizedReads authorized) {
        this.domains = domains;
        this.queries = queries;
        this.cursors = cursors;
        this.liveChanges = liveChanges;
        this.dispatcher = dispatcher;
        this.authorized = authorized;
    }

    @Override
    public <V extends Record> V fetch(Class<V> view, Object id) {
        return view.cast(fetch(domains.view(view).resource(), id));
    }

    @Override
    public Record fetch(String resource, Object id) {
        return one(new StateQuery.Fetch(authorized.tenant(), resource, AuthorizedReads.identifier(id)));
    }

    @Override
    public <V extends Record> Optional<V> findOne(Query<V> query) {
        List<V> found = query(query.withLimit(2)).data();
        if (found.size() > 1) {
            throw new AmbiguousResultException(query.view().resource());
        }
        return found.stream().findFirst();
    }

    @Override
    public <V extends Record> QueryPage<V> query(Query<V> query) {
        StateQuery.Rows rows = rows(query);
        Long total = rows.total();
        return new QueryPage<>(
                rows.data().stream().map(query.view().record()::cast).toList(),
                query.limit(),
                query.page(),
                query.page() == null || total == null ? null : Math.ceilDiv(total, query.limit()),
                total,
                cursor(query, rows.next()),
                cursor(query, rows.previous()));
    }

    @Override
    public <V extends Record> Stream<V> stream(Query<V> query) {
        Query<V> inLargePages = query.withLimit(Query.MAX_LIMIT);
        // precedes the first page, so that the stream also reads the first page only when it needs a row of it
        StateQuery.Rows start = new StateQuery.Rows(List.of(), null, null, null);
        return Stream.iterate(
                        start,
                        Objects::nonNull,
                        page -> page != start && page.next() == null
                                ? null
                                : rows(inLargePages.withKeyset(page.next())))
                .flatMap(page -> page.data().stream())
                .map(query.view().record()::cast);
    }

    @Override
    public long count(Query<?> query) {
        StateQuery.Count count = new StateQuery.Count(authorized.restricted(query));
        return dispatcher.query(count, ResponseTypes.instanceOf(Long.class));
    }

    @Override
    public Map<UUID, Position> deleted(Class<? extends Record> view, Collection<?> ids) {
        String resource = domains.view(view).resource();
        Set<UUID> asked = ids.stream()
                .map(AuthorizedReads::identifier)
                .filter(id -> authorized.isReadable(resource, id))
                .collect(Collectors.toSet());
        StateQuery.Deleted query = new StateQuery.Deleted(authorized.tenant(), resource, asked);
        return dispatcher
                .query(query, ResponseTypes.instanceOf(StateQuery.Deletions.class))
                .positions();
    }

    @Override
    public <V extends Record> V at(Class<V> view, Object id, long version) {
        return view.cast(at(domains.view(view).resource(), id, version));
    }

    @Override
    public Record at(String resource, Object id, long version) {
        return one(new StateQuery.AtVersion(authorized.tenant(), resource, past(resource, id), version));
    }

    @Override
    public <V extends Record> V at(Class<V> view, Object id, Instant time) {
        return view.cast(at(domains.view(view).resource(), id, time));
    }

    @Override
    public Record at(String resource, Object id, Instant time) {
        return one(new StateQuery.AtTime(authorized.tenant(), resource, past(resource, id), time));
    }

    @Override
    public Stream<HistoryEntry> history(String resource, Object id) {
        return Stream.<QueryPage<HistoryEntry>>iterate(
                        history(resource, id, Query.MAX_LIMIT, null),
                        Objects::nonNull,
                        page -> page.next() == null ? null : history(resource, id, Query.MAX_LIMIT, page.next()))
                .flatMap(page -> page.data().stream());
    }

    @Override
    public QueryPage<HistoryEntry> history(String resource, Object id, int limit, @Nullable String cursor) {
        return new HistoryPages(cursors, dispatcher, authorized.tenant())
                .page(resource, past(resource, id), limit, cursor);
    }

    @Override
    public List<HistoryEntry> history(String resource, Object id, long from, int limit) {
        HistoryPages.requireRange(from, limit);
        return dispatcher
                .query(
                        new StateQuery.History(authorized.tenant(), resource, past(resource, id), from, limit),
                        ResponseTypes.instanceOf(StateQuery.Entries.class))
                .entries();
    }

    @Override
    public Versions versions(String resource, Object id, long from, int limit) {
        HistoryPages.requireRange(from, limit);
        return dispatcher.query(
                new StateQuery.AllVersions(authorized.tenant(), resource, past(resource, id), from, limit),
                ResponseTypes.instanceOf(Versions.class));
    }

    @Override
    public long eachVersion(String resource, Object id, Predicate<Versions.Version> each) {
        return dispatcher.query(
                new StateQuery.EachVersion(authorized.tenant(), resource, past(resource, id), each),
                ResponseTypes.instanceOf(Long.class));
    }

    @Override
    public <V extends Record> Flux<Change<V>> changes(Query<V> query) {
        // on the thread of the caller, because the subscription is made on another one
        Query<V> readable = authorized.restricted(query);
        return ChangeFlux.of(() -> follow(readable, null));
    }

    @Override
    public <V extends Record> ChangeSubscription<V> subscribe(Query<V> query, @Nullable String resumeToken) {
        return follow(authorized.restricted(query), resumeToken);
    }

    private <V extends Record> ChangeSubscription<V> follow(Query<V> query, @Nullable String resumeToken) {
        dispatcher.awaitState(query.view());
        return liveChanges.subscribe(query, resumeToken);
    }

    @Override
    public Position position(String resource) {
        return dispatcher.reached(domains.resource(resource).type());
    }

    @Override
    public StateManager after(Position position, Duration wait) {
        return new GatewayStateManager(
                domains, queries, cursors, liveChanges, dispatcher.after(position, wait), authorized);
    }

    @Override
    public QueryManager queryManager() {
        return queries;
    }

    private UUID past(String resource, Object id) {
        return authorized.identifierOfPast(domains.resource(resource).type(), id);
    }

    private Record one(StateQuery query) {
        UUID id = Objects.requireNonNull(query.id());
        RegisteredView view = domains.resource(query.resource());
        authorized.readable(view.type());
        return dispatcher
                .query(query, ResponseTypes.optionalInstanceOf(Record.class))
                .filter(row -> authorized.isReadable(view.type(), row))
                .orElseThrow(() -> new NotFoundException(AggregateRef.of(query.resource(), id)));
    }

    private StateQuery.Rows rows(Query<?> query) {
        return dispatcher.query(
                new StateQuery.Find(authorized.restricted(query)), ResponseTypes.instanceOf(StateQuery.Rows.class));
    }

    private @Nullable String cursor(Query<?> query, @Nullable Keyset keyset) {
        return keyset == null ? null : cursors.encode(query, keyset);
    }
}
