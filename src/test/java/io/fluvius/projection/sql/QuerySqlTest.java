package io.fluvius.projection.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.ViewType;
import io.fluvius.projection.Specimen;
import io.fluvius.query.Filter;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.RandomQueries;
import io.fluvius.query.parser.ParsedQueries;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.jspecify.annotations.Nullable;

/** No value becomes part of the SQL text: queries that differ only in values have the same statements. */
class QuerySqlTest {

    private static final ViewType<Specimen> TYPE = ViewType.of("specimen", Specimen.class);
    private static final ViewTable<Specimen> TABLE = new ViewTable<>(TYPE);

    private final RandomQueries<Specimen> random = new RandomQueries<>(TYPE);
    private final List<Specimen> rows = random.rows(1, 20);

    @Provide
    Arbitrary<Map<String, Object>> requests() {
        return random.requests();
    }

    @Provide
    Arbitrary<SQLDialect> dialects() {
        return Arbitraries.of(SQLDialect.H2, SQLDialect.POSTGRES);
    }

    @Property(tries = 1_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void a_filter_with_other_values_has_the_same_sql(
            @ForAll("requests") Map<String, Object> request, @ForAll("dialects") SQLDialect dialect) {
        Query<Specimen> query = ParsedQueries.of(TYPE, request);

        assertThat(statements(dialect, query))
                .isNotEmpty()
                .isEqualTo(statements(dialect, with(query, withOtherValues(query.filter()))));
    }

    @Property(tries = 1_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void a_cursor_with_other_values_has_the_same_sql(
            @ForAll("requests") Map<String, Object> request,
            @ForAll("dialects") SQLDialect dialect,
            @ForAll Keyset.Side side,
            @ForAll("row") Specimen row) {
        Query<Specimen> query = ParsedQueries.of(TYPE, request);
        Keyset keyset = new Keyset(side, query.keyOf(row));
        List<@Nullable Object> others = new ArrayList<>();
        for (int at = 0; at < keyset.key().size(); at++) {
            others.add(
                    otherKey(query.order().get(at).field().type(), keyset.key().get(at)));
        }

        assertThat(statements(dialect, query.withKeyset(keyset)))
                .isNotEmpty()
                .isEqualTo(statements(dialect, query.withKeyset(new Keyset(side, others))));
    }

    /** For fields with few values the SQL depends on the value by design; these values never come from the caller. */
    private static @Nullable Object otherKey(FieldType type, @Nullable Object value) {
        return value == null || type == FieldType.BOOLEAN || type == FieldType.ENUM ? value : other(value);
    }

    @Provide
    Arbitrary<Specimen> row() {
        return Arbitraries.of(rows);
    }

    private static List<String> statements(SQLDialect dialect, Query<Specimen> query) {
        List<String> statements = new ArrayList<>();
        DSLContext nothing = DSL.using(dialect);
        DSLContext database = DSL.using(
                new MockConnection(statement -> {
                    statements.add(statement.sql());
                    return new MockResult[] {
                        statement.sql().contains("count(*)")
                                ? new MockResult(nothing.newRecord(DSL.field("n", SQLDataType.INTEGER))
                                        .values(0))
                                : new MockResult(0, nothing.newResult(TABLE.selected()))
                    };
                }),
                dialect);
        new PageReader<>(dialect, TABLE, query).rows(database);
        return statements;
    }

    private static Query<Specimen> with(Query<Specimen> query, Filter filter) {
        return new Query<>(
                query.view(),
                query.tenant(),
                filter,
                query.sort(),
                query.limit(),
                query.page(),
                query.keyset(),
                query.count(),
                query.members());
    }

    private static Filter withOtherValues(Filter filter) {
        return switch (filter) {
            case Filter.And and ->
                new Filter.And(
                        and.parts().stream().map(QuerySqlTest::withOtherValues).toList());
            case Filter.Or or ->
                new Filter.Or(
                        or.parts().stream().map(QuerySqlTest::withOtherValues).toList());
            case Filter.Not not -> new Filter.Not(withOtherValues(not.part()));
            case Filter.Absent absent -> absent;
            case Filter.Compare it ->
                new Filter.Compare(
                        it.field(),
                        it.operator(),
                        it.values().stream().map(QuerySqlTest::other).toList());
        };
    }

    /** Another value of the same type. A decimal keeps its number of digits, which is part of the SQL for H2. */
    private static Object other(Object value) {
        return switch (value) {
            case String text -> "'" + text + "\"; --";
            case Long number -> ~number;
            case BigDecimal number -> number.negate();
            case Boolean flag -> !flag;
            case Instant time -> Instant.EPOCH;
            case LocalDate date -> LocalDate.EPOCH;
            case UUID id -> new UUID(1, 2);
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }
}
