package io.fluvius.kernel.state;

import io.fluvius.kernel.Query;
import io.fluvius.kernel.StateQuery;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;

/** Answers the questions about the state of every domain. */
class StateQueries {

    private final ReadOnlyDatabase database;
    private final ViewTables tables;

    StateQueries(ReadOnlyDatabase database, ViewTables tables) {
        this.database = database;
        this.tables = tables;
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
        PageRead<?> page = read(question.query());
        return page.isOneStatement() ? database.readOnce(page::rows) : database.read(page::rows);
    }

    @QueryHandler
    Long count(StateQuery.Count question) {
        return database.readOnce(read(question.query())::total);
    }

    private <V extends Record> PageRead<V> read(Query<V> query) {
        return new PageRead<>(database.dialect(), tables.of(query.view().record()), query);
    }
}
