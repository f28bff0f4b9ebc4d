package io.fluvius.query.gateway;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.ParkedEvents;
import io.fluvius.progress.Projections;
import io.fluvius.query.StateQuery;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the results of queries after a position that show rows whose events could not be applied. The position counts as
 * included, because waiting would not help, but the rows are older. Safe for use by many threads.
 */
final class ParkedRows {

    private final Projections projections;
    private final ParkedEvents parked;
    private final BiPredicate<UUID, Tenant> belongsTo;

    /** @param belongsTo whether an aggregate belongs to a tenant; what is parked of others does not matter, and must not show */
    ParkedRows(Projections projections, ParkedEvents parked, BiPredicate<UUID, Tenant> belongsTo) {
        this.projections = projections;
        this.parked = parked;
        this.belongsTo = belongsTo;
    }

    /**
     * Returns the result of a query. The parked events are looked up before the query: an event that is applied in between
     * is part of the result.
     *
     * @throws ProblemException with {@link ProblemCode#PROJECTION_PARKED}
     */
    <R> R requireNoneIn(StateQuery query, ViewType<?> view, Supplier<R> result) {
        Set<UUID> aggregates = aggregatesThatMatter(query, view);
        R found = result.get();
        if (shows(found, view, aggregates)
                && aggregates.stream().anyMatch(aggregate -> belongsTo.test(aggregate, query.tenant()))) {
            throw Problem.of(
                            ProblemCode.PROJECTION_PARKED,
                            "An event could not be applied to " + query.resource()
                                    + "; the state is older than requested")
                    .asException();
        }
        return found;
    }

    /** Queries about the past and the history read the events themselves, and a deletion cannot be undone. */
    private Set<UUID> aggregatesThatMatter(StateQuery query, ViewType<?> view) {
        return switch (query) {
            case StateQuery.Fetch fetch -> aggregates(view, view.isOneRowPerAggregate() ? fetch.id() : null);
            case StateQuery.OfRows rows -> aggregates(view, null);
            case StateQuery.Deleted deleted -> Set.of();
            case StateQuery.AtVersion past -> Set.of();
            case StateQuery.AllVersions past -> Set.of();
            case StateQuery.EachVersion past -> Set.of();
            case StateQuery.AtTime past -> Set.of();
            case StateQuery.History past -> Set.of();
        };
    }

    private Set<UUID> aggregates(ViewType<?> view, @Nullable UUID aggregate) {
        return projections.processingGroups(view).stream()
                .flatMap(group -> parked.aggregates(group, aggregate == null ? null : aggregate.toString()).stream())
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }

    /** A missing row may be missing because of a parked event; a number of rows may be wrong because of any. */
    private static boolean shows(Object result, ViewType<?> view, Set<UUID> aggregates) {
        return switch (result) {
            case StateQuery.Rows rows ->
                rows.data().stream().anyMatch(row -> aggregates.contains(aggregate(view, row)));
            case Optional<?> row -> row.isEmpty() || aggregates.contains(aggregate(view, (Record) row.get()));
            default -> true;
        };
    }

    private static <V extends Record> UUID aggregate(ViewType<V> view, Record row) {
        return view.aggregate(view.record().cast(row));
    }
}
