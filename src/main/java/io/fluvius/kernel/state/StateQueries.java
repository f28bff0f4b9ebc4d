package io.fluvius.kernel.state;

import io.fluvius.kernel.Query;
import io.fluvius.kernel.StateQuery;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.DSLContext;

/** Answers the questions about the state of every domain. */
class StateQueries {

    private final ReadOnlyDatabase database;
    private final ViewTables tables;

    StateQueries(ReadOnlyDatabase database, ViewTables tables) {
        this.database = database;
        this.tables = tables;
    }

    @QueryHandler
    Optional<Record> fetch(StateQuery.Fetch question) {
        ViewTable<?> table = tables.of(question.resource());
        return database.read(dsl -> dsl.select(table.selected())
                        .from(table.table())
                        .where(table.id().eq(question.id()))
                        .fetchOptional())
                .map(table::read);
    }

    @QueryHandler
    StateQuery.Rows find(StateQuery.Find question) {
        return database.read(dsl -> read(dsl, question.query()).rows());
    }

    @QueryHandler
    Long count(StateQuery.Count question) {
        return database.read(dsl -> read(dsl, question.query()).total());
    }

    private <V extends Record> PageRead<V> read(DSLContext dsl, Query<V> query) {
        return new PageRead<>(dsl, tables.of(query.view().record()), query);
    }
}
