package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.TestDatabases;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database of version 0.1.0: domains have no migrations of their own, and tokens list gaps. Its events are the creations of
 * John (1), Mary (2), Kim (4), Zoe (5) and Lee (6). When the processor passed 2, Mary's creation was not committed; 3 never was.
 * It has handled all others up to 5, and parked Zoe's creation as a dead letter.
 */
class UpgradeIT {

    private static final UUID JOHN = user(1);
    private static final UUID MARY = user(2);
    private static final UUID KIM = user(4);
    private static final UUID ZOE = user(5);
    private static final UUID LEE = user(6);
    private static final UUID CREATE_JOHN = UUID.fromString("0190c7a2-0000-7000-8000-000000000001");

    private static final int SEGMENTS = 4;

    private static final String EVENT = """
            insert into domain_event (global_index, event_identifier, aggregate_identifier, sequence_number,
                aggregate_type, time_stamp, payload_type, payload_revision, payload, meta_data)
            values (?, ?, ?, 0, 'user', '2026-11-23T00:00:00.000Z', 'user.user-created', '1', ?, '{}')
            """;

    private static final String TOKEN = """
            insert into token_entry (processor_name, segment, token, token_type)
            values ('user-directory', ?, '{"index":5,"gaps":[2,3]}', 'org.axonframework.eventhandling.GapAwareTrackingToken')
            """;

    private static final String TOKEN_AT_5 = "{\"index\":5,\"gaps\":[2,3]}";

    private static final String DEAD_LETTER = """
            insert into dead_letter (dead_letter_identifier, processing_group, sequence_identifier, sequence_index,
                message_type, event_identifier, time_stamp, payload_type, payload_revision, payload, meta_data,
                aggregate_type, aggregate_identifier, sequence_number, token_type, token, enqueued_at, last_touched,
                cause_type, cause_message, diagnostics)
            values ('letter-5', 'user-directory', ?, 0,
                'org.axonframework.eventhandling.GenericTrackedDomainEventMessage', 'event-5',
                '2026-11-23T00:00:00.000Z', 'user.user-created', '1', ?, ?,
                'user', ?, 0, 'org.axonframework.eventhandling.GapAwareTrackingToken', ?, '2026-11-23T00:00:00.000Z',
                '2026-11-23T00:00:00.000Z', 'java.lang.IllegalStateException', 'no row', ?)
            """;

    private static final String RECEIPT = """
            insert into command_receipt (command_id, command, resource, aggregate_id, version, global_position, handled_at)
            values (?, 'create-user', 'user', ?, 0, 1, current_timestamp)
            """;

    private static final String ROW = """
            insert into user_view (id, name, name_folded, email, email_folded, status, active, required_actions,
                totp_enabled, created_at, updated_at, version)
            values (?, ?, ?, ?, ?, 'ACTIVE', true, array[]::varchar array,
                false, timestamp with time zone '2026-11-23 00:00:00Z', timestamp with time zone '2026-11-23 00:00:00Z', 0)
            """;

    @Test
    void is_upgraded_on_h2() {
        String[] settings = TestDatabases.emptyH2();
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
        String[] settings = TestDatabases.emptyPostgres();
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
        JdbcTemplate tables = new JdbcTemplate(flyway.getConfiguration().getDataSource());
        Map.of(1, JOHN, 2, MARY, 4, KIM, 5, ZOE, 6, LEE)
                .forEach((index, creation) ->
                        tables.update(EVENT, index, "event-" + index, creation.toString(), """
                {"userId":"%s","name":"%s","email":"%s"}""".formatted(
                                        creation, name(creation), email(creation))));
        tables.execute("alter table domain_event alter column global_index restart with 7");
        for (UUID row : List.of(JOHN, KIM)) {
            tables.update(ROW, row, name(row), name(row).toLowerCase(Locale.ROOT), email(row), email(row));
        }
        for (int segment = 0; segment < SEGMENTS; segment++) {
            tables.update(TOKEN, segment);
        }
        tables.update(RECEIPT, CREATE_JOHN, JOHN);
        tables.update(
                DEAD_LETTER, ZOE.toString(), bytes("{}"), bytes("{}"), ZOE.toString(), bytes(TOKEN_AT_5), bytes("{}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static UUID user(int number) {
        return UUID.fromString("0190c7a1-0000-7000-8000-%012d".formatted(number));
    }

    private static String name(UUID user) {
        return "User" + user.getLeastSignificantBits() % 10;
    }

    private static String email(UUID user) {
        return name(user).toLowerCase(Locale.ROOT) + "@example.com";
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

            StateManager state = users.state().after(created.position());
            assertThat(state.find(UserView.class, Map.of()).map(UserView::version))
                    .hasSize(5)
                    .containsOnly(0L);
            assertThat(state.fetch(UserView.class, MARY).name().value()).isEqualTo(name(MARY));
            assertThat(history(application)).contains(versions);
            assertThat(tokens(application))
                    .hasSize(SEGMENTS)
                    .allMatch(token -> token.matches("\\{\"globalIndex\":\\d+}"));
            assertThat(users.processCommand(users.createCommand("lock-user", Map.of(), AggregateRef.of("user", ZOE)))
                            .join()
                            .isSuccess())
                    .isTrue();
            await().untilAsserted(() -> assertThat(parked(application))
                    .as("later events of an aggregate follow its dead letter")
                    .containsExactly("user.user-created", "user.user-locked"));
            assertThat(state.find(UserView.class, Map.of("id", ZOE))).isEmpty();
            assertThat(users.processCommand(users.createCommand(
                                            "create-user", Map.of("name", "John", "email", "john@example.com"))
                                    .withId(CREATE_JOHN))
                            .join()
                            .replayed())
                    .isTrue();
        }
    }

    private static List<String> tokens(ConfigurableApplicationContext application) {
        return application
                .getBean(JdbcTemplate.class)
                .queryForList("select token from token_entry where processor_name = 'user-directory'", String.class);
    }

    private static List<String> parked(ConfigurableApplicationContext application) {
        return application
                .getBean(JdbcTemplate.class)
                .queryForList("select payload_type from dead_letter order by sequence_index", String.class);
    }

    private static List<String> history(ConfigurableApplicationContext application) {
        return application
                .getBean(JdbcTemplate.class)
                .queryForList(
                        "select \"version\" from \"flyway_schema_history_user\" where \"success\" and \"type\" = 'SQL'",
                        String.class);
    }
}
