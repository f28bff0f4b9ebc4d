package io.fluvius.projection;

import io.fluvius.FluviusApplication;
import io.fluvius.live.MatchedRows;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.query.QueryManager;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jooq.DSLContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Queries that a booted application executes on its database. */
abstract class DatabaseQueryProperties extends QueryProperties {

    private static final ViewTable<Specimen> TABLE = new ViewTable<>(TYPE);

    private final ConfigurableApplicationContext application;
    private final StateManager state;
    private final QueryManager queries;
    private final DSLContext database;

    DatabaseQueryProperties(String[] profiles, String[] settings) {
        application = new SpringApplicationBuilder(FluviusApplication.class, SpecimenDomain.class)
                .profiles(profiles)
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
        state = application.getBean(StateManager.class);
        queries = application.getBean(QueryManager.class);
        database = application.getBean(DSLContext.class);
    }

    @AfterProperty
    void close() {
        application.close();
    }

    @Override
    void store(List<Specimen> rows) {
        database.deleteFrom(TABLE.table()).execute();
        ViewRows.insert(database, TABLE, rows, Specimen::createdAt);
    }

    @Override
    QueryPage<Specimen> execute(Map<String, Object> request) {
        return state.query(queries.buildQuery(Specimen.class, request));
    }

    @Override
    List<Specimen> matched(Map<String, Object> request, List<Specimen> rows) {
        return MatchedRows.of(queries.buildQuery(Specimen.class, request), rows);
    }
}
