package io.fluvius.projection;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.Position;
import io.fluvius.progress.Progress;
import io.fluvius.progress.Projections;
import io.fluvius.projection.sql.PageReader;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.query.Query;
import io.fluvius.query.StateQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;

/** Handles the queries for the current state of every domain. */
class StateQueries {

    private final ReadOnlyDatabase database;
    private final ViewTables tables;
    private final Projections projections;
    private final Progress progress;
    private final TableGate gate;

    StateQueries(
            ReadOnlyDatabase database, ViewTables tables, Projections projections, Progress progress, TableGate gate) {
        this.database = database;
        this.tables = tables;
        this.projections = projections;
        this.progress = progress;
        this.gate = gate;
    }

    @QueryHandler
    Optional<? extends Record> fetch(StateQuery.Fetch query) {
        ViewTable<?> table = tables.of(query.resource());
        return gate
                .enter(() -> database.readOnce(dsl -> table.rows(dsl.select(table.selected())
                        .from(table.table())
                        .where(table.of(query.tenant(), table.id().eq(query.id()))))))
                .stream()
                .findFirst();
    }

    @QueryHandler
    StateQuery.Deletions deleted(StateQuery.Deleted query) {
        ViewTable<?> table = tables.of(query.resource());
        return gate.enter(() -> database.read(dsl -> {
            Map<UUID, Position> deleted = new HashMap<>();
            new DeletedRows(dsl, table, query.tenant())
                    .of(query.ids())
                    .forEach((id, deletion) -> deleted.put(id, deletion.position()));
            for (List<UUID> ids : IdentifierLists.of(deleted.keySet())) {
                dsl.select(table.id())
                        .from(table.table())
                        .where(table.of(query.tenant(), table.id().in(ids)))
                        .fetchSet(table.id())
                        .forEach(deleted::remove);
            }
            return new StateQuery.Deletions(deleted);
        }));
    }

    @QueryHandler
    StateQuery.Rows find(StateQuery.Find find) {
        PageReader<?> page = read(find.query());
        return gate.enter(() -> page.isSingleStatement() ? database.readOnce(page::rows) : database.read(page::rows));
    }

    @QueryHandler
    StateQuery.Snapshot readSnapshot(StateQuery.ReadSnapshot snapshot) {
        Query<?> query = snapshot.query();
        return gate.enter(() -> database.read(dsl -> new StateQuery.Snapshot(
                read(query).rows(dsl),
                projections.processingGroups(query.view()).stream()
                        .map(group -> progress.included(dsl, group))
                        .toList())));
    }

    @QueryHandler
    Long count(StateQuery.Count count) {
        return gate.enter(() -> database.readOnce(read(count.query())::total));
    }

    private <V extends Record> PageReader<V> read(Query<V> query) {
        return new PageReader<>(database.dialect(), tables.of(query.view().record()), query);
    }
}
