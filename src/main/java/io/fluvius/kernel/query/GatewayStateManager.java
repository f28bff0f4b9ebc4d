package io.fluvius.kernel.query;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.AmbiguousResultException;
import io.fluvius.kernel.Failures;
import io.fluvius.kernel.Identifiers;
import io.fluvius.kernel.NotFoundException;
import io.fluvius.kernel.Page;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.SingleValue;
import io.fluvius.kernel.StateManager;
import io.fluvius.kernel.StateQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;

/** Asks through Axon's {@link QueryGateway}. */
final class GatewayStateManager implements StateManager {

    private final Views views;
    private final QueryManager queries;
    private final QueryGateway gateway;
    private final Pages pages;

    GatewayStateManager(Views views, QueryManager queries, QueryGateway gateway, Pages pages) {
        this.views = views;
        this.queries = queries;
        this.gateway = gateway;
        this.pages = pages;
    }

    @Override
    public <V extends Record> V fetch(Class<V> view, Object id) {
        return view.cast(fetch(views.of(view).resource(), id));
    }

    @Override
    public Record fetch(String resource, Object id) {
        views.named(resource);
        UUID key = identifier(id);
        return ask(new StateQuery.Fetch(resource, key), ResponseTypes.optionalInstanceOf(Record.class))
                .orElseThrow(() -> new NotFoundException(AggregateRef.of(resource, key)));
    }

    @Override
    public <V extends Record> Stream<V> find(Class<V> view, Map<String, ?> filter) {
        return stream(queries.buildQuery(view, Map.of("filter", filter)));
    }

    @Override
    public Stream<? extends Record> find(String resource, Map<String, ?> filter) {
        return stream(queries.buildQuery(resource, Map.of("filter", filter)));
    }

    @Override
    public <V extends Record> Optional<V> findOne(Class<V> view, Map<String, ?> filter) {
        return only(queries.buildQuery(view, Map.of("filter", filter)));
    }

    @Override
    public Optional<? extends Record> findOne(String resource, Map<String, ?> filter) {
        return only(queries.buildQuery(resource, Map.of("filter", filter)));
    }

    @Override
    public <V extends Record> Page<V> query(Query<V> query) {
        return pages.page(query, rows(query));
    }

    @Override
    public <V extends Record> Stream<V> stream(Query<V> query) {
        Query<V> inLargePages = query.limitedTo(Query.MAX_LIMIT);
        return Walk.over(place -> rows(inLargePages.at(place))).map(query.view().record()::cast);
    }

    @Override
    public long count(Query<?> query) {
        return ask(new StateQuery.Count(query), ResponseTypes.instanceOf(Long.class));
    }

    private <V extends Record> Optional<V> only(Query<V> query) {
        List<V> found = query(query.limitedTo(2)).data();
        if (found.size() > 1) {
            throw new AmbiguousResultException(query.view().resource());
        }
        return found.stream().findFirst();
    }

    private StateQuery.Rows rows(Query<?> query) {
        return ask(new StateQuery.Find(query), ResponseTypes.instanceOf(StateQuery.Rows.class));
    }

    private <R> R ask(StateQuery question, ResponseType<R> type) {
        try {
            return gateway.query(question.getClass().getName(), question, type).join();
        } catch (CompletionException failure) {
            throw Failures.problemOf(failure).asException();
        }
    }

    private static UUID identifier(Object id) {
        return switch (id) {
            case UUID uuid -> uuid;
            case Record record -> identifier(SingleValue.open(record));
            default ->
                Identifiers.parse(id.toString())
                        .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The id is not a UUID")
                                .at("/id", Identifiers.EXPECTED)
                                .asException());
        };
    }
}
