package io.fluvius.projection;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.progress.Progress;
import io.fluvius.progress.Projections;
import io.fluvius.projection.sql.PageReader;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.query.Query;
import io.fluvius.query.StateQuery;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;

/** Answers the questions about the state of every domain. */
class StateQueries {

    private final ReadOnlyDatabase database;
    private final ViewTables tables;
    private final Projections projections;
    private final Progress progress;

    StateQueries(ReadOnlyDatabase database, ViewTables tables, Projections projections, Progress progress) {
        this.database = database;
        this.tables = tables;
        this.projections = projections;
        this.progress = progress;
    }

    @QueryHandler
    Optional<? extends Record> fetch(StateQuery.Fetch question) {
        ViewTable<?> table = tables.of(question.resource());
        return database
                .readOnce(dsl -> table.rows(dsl.select(table.selected())
                        .from(table.table())
                        .where(table.id().eq(question.id()))))
                .stream()
                .findFirst();
    }

    @QueryHandler
    StateQuery.Rows find(StateQuery.Find question) {
        PageReader<?> page = read(question.query());
        return page.isOneStatement() ? database.readOnce(page::rows) : database.read(page::rows);
    }

    @QueryHandler
    StateQuery.Snapshot observe(StateQuery.ReadSnapshot question) {
        Query<?> query = question.query();
        return database.read(dsl -> new StateQuery.Snapshot(
                read(query).rows(dsl),
                projections.processingGroups(query.view()).stream()
                        .map(group -> progress.included(dsl, group))
                        .toList()));
    }

    @QueryHandler
    Long count(StateQuery.Count question) {
        return database.readOnce(read(question.query())::total);
    }

    private <V extends Record> PageReader<V> read(Query<V> query) {
        return new PageReader<>(database.dialect(), tables.of(query.view().record()), query);
    }
}
