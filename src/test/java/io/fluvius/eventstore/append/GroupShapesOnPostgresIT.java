package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.OnPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class GroupShapesOnPostgresIT extends GroupShapesContract {

    private Connection session;

    /** Without prepared statements, so that a text with parameters can be explained. */
    @BeforeAll
    void connect(@Autowired JdbcConnectionDetails database) throws SQLException {
        String url = database.getJdbcUrl();
        session = DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple",
                database.getUsername(),
                database.getPassword());
        try (Statement settings = session.createStatement()) {
            settings.execute(PostgresGroupInsert.SESSION);
        }
    }

    @AfterAll
    void disconnect() throws SQLException {
        session.close();
    }

    /** As long as a table is small, its rows are found fastest by reading them all; the plan is kept when it has grown. */
    @ParameterizedTest
    @EnumSource(names = {"ONE", "MANY"})
    void a_plan_that_was_made_for_small_tables_is_one_for_large_tables(RowCount amount) throws SQLException {
        List<String> plan = plan(new GroupShape(amount, amount, amount, amount, true));

        assertThat(plan).noneMatch(step -> step.contains("Seq Scan"));
        assertThat(plan).anyMatch(step -> step.contains("Tid Scan on unique_value held"));
        assertThat(plan).anyMatch(step -> step.contains("using unique_value_key on unique_value own"));
        assertThat(plan).anyMatch(step -> step.contains("Backward using domain_event_pkey"));
    }

    private List<String> plan(GroupShape shape) throws SQLException {
        AtomicInteger parameter = new AtomicInteger();
        String sql =
                Pattern.compile("\\?").matcher(shape.sql()).replaceAll(mark -> "\\$" + parameter.incrementAndGet());
        List<String> plan = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet steps = statement.executeQuery("explain (generic_plan) " + sql)) {
            while (steps.next()) {
                plan.add(steps.getString(1));
            }
        }
        return plan;
    }
}
