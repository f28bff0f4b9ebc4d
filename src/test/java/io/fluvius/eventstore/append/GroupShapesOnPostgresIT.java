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
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@OnPostgres(classes = DatabaseOnly.class, webEnvironment = WebEnvironment.NONE)
class GroupShapesOnPostgresIT extends GroupShapesContract {

    private Connection session;

    /** Simple query mode: a statement with parameters can be explained without values. */
    @BeforeAll
    void connect(@Autowired JdbcConnectionDetails database) throws SQLException {
        String url = database.getJdbcUrl();
        session = DriverManager.getConnection(
                url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple",
                database.getUsername(),
                database.getPassword());
        try (Statement settings = session.createStatement()) {
            settings.execute(PostgresGroupInsert.SESSION_SETTINGS);
        }
    }

    @AfterAll
    void disconnect() throws SQLException {
        session.close();
    }

    /** Scanning a small table is fastest, but the plan stays in use when the table has grown. */
    @ParameterizedTest
    @CsvSource({"ONE, false", "ONE, true", "MANY, false", "MANY, true"})
    void a_plan_for_small_tables_suits_large_tables(RowCount count, boolean refusing) throws SQLException {
        List<String> plan = plan(new GroupShape(count, count, count, count, count, count, refusing));

        assertThat(plan).noneMatch(step -> step.contains("Seq Scan"));
        assertThat(plan).anyMatch(step -> step.contains("Tid Scan on unique_value held"));
        assertThat(plan).anyMatch(step -> step.contains("Backward using domain_event_pkey"));
        assertThat(plan)
                .filteredOn(step -> step.contains("using unique_value_key on unique_value own"))
                .hasSize(refusing ? 2 : 1);
        assertThat(plan)
                .filteredOn(step -> step.contains("using command_receipt_key on command_receipt"))
                .hasSize(refusing ? 2 : 1);
        assertThat(plan)
                .filteredOn(step -> step.contains("using domain_event_identifier on domain_event"))
                .hasSize(refusing ? 2 : 1);
    }

    private List<String> plan(GroupShape shape) throws SQLException {
        AtomicInteger parameter = new AtomicInteger();
        String changes = shape.sql().split(";", 2)[1];
        String sql =
                Pattern.compile("\\?").matcher(changes).replaceAll(placeholder -> "\\$" + parameter.incrementAndGet());
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
