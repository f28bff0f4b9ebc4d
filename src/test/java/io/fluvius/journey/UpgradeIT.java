package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandResponse;
import io.fluvius.environment.TestDatabases;
import io.fluvius.user.UserView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database whose tables version 0.1.0 created, before domains had migrations of their own. */
class UpgradeIT {

    private static final UUID JOHN = UUID.fromString("0190c7a1-0000-7000-8000-000000000001");

    private static final String ROW = """
            insert into user_view (id, name, name_folded, email, email_folded, status, active, required_actions,
                totp_enabled, created_at, updated_at, version)
            values (?, 'John', 'john', 'john@example.com', 'john@example.com', 'ACTIVE', true, array[]::varchar array,
                false, timestamp with time zone '2026-11-23 00:00:00Z', timestamp with time zone '2026-11-23 00:00:00Z', 0)
            """;

    @Test
    void is_upgraded_on_h2() {
        String[] settings = TestDatabases.freshH2();
        String folder = settings[0].substring(settings[0].indexOf('=') + 1);
        createAsOf010(
                DatabaseDriver.H2,
                "jdbc:h2:file:" + folder + "/fluvius;DATABASE_TO_LOWER=TRUE",
                "fluvius",
                "",
                Map.of("text", "varchar", "bytes", "varbinary"));

        assertUpgraded("default", settings, "1");
    }

    @Test
    void is_upgraded_on_postgresql() {
        String[] settings = TestDatabases.freshPostgres();
        createAsOf010(
                DatabaseDriver.POSTGRESQL,
                settings[0].substring(settings[0].indexOf('=') + 1),
                "postgres",
                "postgres",
                Map.of("text", "varchar collate \"C\"", "bytes", "bytea"));

        assertUpgraded("postgres", settings, "1", "1.1");
    }

    private static void createAsOf010(
            DatabaseDriver database, String url, String user, String password, Map<String, String> placeholders) {
        Flyway flyway = Flyway.configure()
                .dataSource(url, user, password)
                .locations(
                        "classpath:db/release-0.1.0/migration", "classpath:db/release-0.1.0/vendor/" + database.getId())
                .placeholders(placeholders)
                .load();
        flyway.migrate();
        new JdbcTemplate(flyway.getConfiguration().getDataSource()).update(ROW, JOHN);
    }

    private static void assertUpgraded(String profile, String[] settings, String... versions) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(FluviusApplication.class)
                .profiles(profile)
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new))) {
            Domain users = application.getBean(Domains.class).named("user");
            CommandResponse created = users.processCommand(
                            users.createCommand("create-user", Map.of("name", "Jane", "email", "jane@example.com")))
                    .join()
                    .orThrow();

            assertThat(users.state().fetch(UserView.class, JOHN).name().value()).isEqualTo("John");
            assertThat(users.state()
                            .after(created.position())
                            .fetch(UserView.class, created.aggregate().id())
                            .name()
                            .value())
                    .isEqualTo("Jane");
            assertThat(history(application)).contains(versions);
        }
    }

    private static List<String> history(ConfigurableApplicationContext application) {
        return application
                .getBean(JdbcTemplate.class)
                .queryForList(
                        "select \"version\" from \"flyway_schema_history_user\" where \"success\" and \"type\" = 'SQL'",
                        String.class);
    }
}
