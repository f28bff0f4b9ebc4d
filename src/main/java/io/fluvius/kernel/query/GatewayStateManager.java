package io.fluvius.kernel.query;

import io.fluvius.kernel.AggregateRef;
import io.fluvius.kernel.AmbiguousResultException;
import io.fluvius.kernel.Change;
import io.fluvius.kernel.Following;
import io.fluvius.kernel.HistoryEntry;
import io.fluvius.kernel.Identifiers;
import io.fluvius.kernel.LiveChanges;
import io.fluvius.kernel.NotFoundException;
import io.fluvius.kernel.Page;
import io.fluvius.kernel.Position;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.SingleValue;
import io.fluvius.kernel.StateManager;
import io.fluvius.kernel.StateQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Asks through Axon's {@link QueryGateway}. */
final class GatewayStateManager implements StateManager {

    private final Views views;
    private final QueryManager queries;
    private final Pages pages;
    private final Histories histories;
    private final LiveChanges live;
    private final Questions questions;

    GatewayStateManager(
            Views views,
            QueryManager queries,
            Pages pages,
            Histories histories,
            LiveChanges live,
            Questions questions) {
        this.views = views;
        this.queries = queries;
        this.pages = pages;
        this.histories = histories;
        this.live = live;
        this.questions = questions;
    }

    @Override
    public <V extends Record> V fetch(Class<V> view, Object id) {
        return view.cast(fetch(views.of(view).resource(), id));
    }

    @Override
    public Record fetch(String resource, Object id) {
        return one(new StateQuery.Fetch(resource, identifier(id)));
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
        return questions.ask(new StateQuery.Count(query), ResponseTypes.instanceOf(Long.class));
    }

    @Override
    public <V extends Record> V at(Class<V> view, Object id, long version) {
        return view.cast(at(views.of(view).resource(), id, version));
    }

    @Override
    public Record at(String resource, Object id, long version) {
        return one(new StateQuery.AtVersion(resource, identifier(id), version));
    }

    @Override
    public <V extends Record> V at(Class<V> view, Object id, Instant time) {
        return view.cast(at(views.of(view).resource(), id, time));
    }

    @Override
    public Record at(String resource, Object id, Instant time) {
        return one(new StateQuery.AtTime(resource, identifier(id), time));
    }

    @Override
    public Stream<HistoryEntry> history(String resource, Object id) {
        return Stream.<Page<HistoryEntry>>iterate(
                        history(resource, id, Query.MAX_LIMIT, null),
                        page -> page != null,
                        page -> page.next() == null ? null : history(resource, id, Query.MAX_LIMIT, page.next()))
                .flatMap(page -> page.data().stream());
    }

    @Override
    public Page<HistoryEntry> history(String resource, Object id, int limit, @Nullable String cursor) {
        return histories.page(questions, resource, identifier(id), limit, cursor);
    }

    @Override
    public <V extends Record> Flux<Change<V>> changes(Query<V> query) {
        return FollowingFlux.of(() -> follow(query, null));
    }

    @Override
    public <V extends Record> Following<V> follow(Query<V> query, @Nullable String place) {
        questions.awaitState(query.view());
        return live.follow(query, place);
    }

    @Override
    public Position position(String resource) {
        return questions.reached(views.named(resource));
    }

    @Override
    public StateManager after(Position position, Duration wait) {
        return new GatewayStateManager(views, queries, pages, histories, live, questions.after(position, wait));
    }

    private Record one(StateQuery question) {
        return questions
                .ask(question, ResponseTypes.optionalInstanceOf(Record.class))
                .orElseThrow(() -> new NotFoundException(
                        AggregateRef.of(question.resource(), Objects.requireNonNull(question.row()))));
    }

    private <V extends Record> Optional<V> only(Query<V> query) {
        List<V> found = query(query.limitedTo(2)).data();
        if (found.size() > 1) {
            throw new AmbiguousResultException(query.view().resource());
        }
        return found.stream().findFirst();
    }

    private StateQuery.Rows rows(Query<?> query) {
        return questions.ask(new StateQuery.Find(query), ResponseTypes.instanceOf(StateQuery.Rows.class));
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
