package io.fluvius.journey;

import static io.fluvius.query.Filter.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import io.fluvius.query.QueryManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A PostgreSQL database whose user may not create extensions. */
class WithoutTrigramsIT {

    private static final String USER = "plain_user";

    @Test
    void the_application_starts_and_searches_return_the_same_rows() throws SQLException {
        Map<String, String> settings = Arrays.stream(TestDatabases.emptyPostgres())
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        createUser(settings);
        settings.put("FLUVIUS_DB_USERNAME", USER);
        settings.put("server.port", "0");

        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(FluviusApplication.class)
                .profiles("postgres")
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new))) {
            assertThat(extensions(application)).isZero();
            assertSearches(application);
        }
    }

    private static void assertSearches(ConfigurableApplicationContext application) {
        Domain domain = application.getBean(Domains.class).named("user");
        QueryManager queries = application.getBean(QueryManager.class);
        domain.processCommand(
                        domain.createCommand("create-user", Map.of("name", "John Doe", "email", "john@example.com")))
                .join()
                .orThrow();

        await().untilAsserted(() -> assertThat(domain.state()
                        .query(queries.buildQuery("user", Map.of("text", "doe JOHN@")))
                        .data())
                .hasSize(1));
        assertThat(domain.state().find("user", where("name.has", "OE"))).hasSize(1);
    }

    private static int extensions(ConfigurableApplicationContext application) {
        return application
                .getBean(DSLContext.class)
                .fetch("select 1 from pg_extension where extname = 'pg_trgm'")
                .size();
    }

    private static void createUser(Map<String, String> settings) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        settings.get("FLUVIUS_DB_URL"),
                        settings.get("FLUVIUS_DB_USERNAME"),
                        settings.get("FLUVIUS_DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute("create user " + USER + " password 'postgres'");
            statement.execute("grant create on schema public to " + USER);
        }
    }
}
