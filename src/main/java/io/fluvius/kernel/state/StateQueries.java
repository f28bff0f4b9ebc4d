package io.fluvius.kernel.state;

import io.fluvius.kernel.Page;
import io.fluvius.kernel.Query;
import io.fluvius.kernel.StateQuery;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

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
        Query<?> query = question.query();
        return database.read(dsl -> {
            long offset = query.page() == null ? 0 : (query.page() - 1L) * query.limit();
            List<Record> rows = rows(dsl, query, condition(dsl, query), offset);
            boolean numbers = query.page() != null;
            Long total = numbers || query.count() ? (Long) total(dsl, query) : null;
            Long pages = numbers && total != null ? (Long) ((total + query.limit() - 1) / query.limit()) : null;
            return new StateQuery.Rows(new Page<>(rows, query.limit(), query.page(), pages, total));
        });
    }

    @QueryHandler
    StateQuery.Rows walk(StateQuery.Walk question) {
        Query<?> query = question.query();
        return database.read(dsl -> {
            Condition condition = condition(dsl, query).and(after(dsl, query, question.after()));
            return new StateQuery.Rows(new Page<>(rows(dsl, query, condition, 0), query.limit(), null, null, null));
        });
    }

    @QueryHandler
    Long count(StateQuery.Count question) {
        return database.read(dsl -> total(dsl, question.query()));
    }

    private List<Record> rows(DSLContext dsl, Query<?> query, Condition condition, long offset) {
        ViewTable<?> table = tables.of(query.view().resource());
        return dsl.select(table.selected())
                .from(table.table())
                .where(condition)
                .orderBy(order(dsl, query).keys())
                .limit(query.limit())
                .offset(offset)
                .fetch(row -> (Record) table.read(row));
    }

    private long total(DSLContext dsl, Query<?> query) {
        return dsl.fetchCount(
                DSL.selectOne().from(tables.of(query.view().resource()).table()).where(condition(dsl, query)));
    }

    private Condition condition(DSLContext dsl, Query<?> query) {
        ViewTable<?> table = tables.of(query.view().resource());
        return new FilterSql(table, TextOrder.of(dsl.dialect())).condition(query.filter());
    }

    private Condition after(DSLContext dsl, Query<?> query, @Nullable List<@Nullable Object> values) {
        return values == null ? DSL.noCondition() : order(dsl, query).after(values);
    }

    private OrderSql order(DSLContext dsl, Query<?> query) {
        return new OrderSql(tables.of(query.view().resource()), TextOrder.of(dsl.dialect()), query.order());
    }
}
