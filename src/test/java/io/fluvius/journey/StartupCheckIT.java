package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.TestDatabases;
import io.fluvius.problem.Failures;
import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The application refuses to start if it would lose events or return wrong rows. */
@LongRunning
class StartupCheckIT {

    enum Database {
        H2,
        POSTGRES;

        String[] fresh() {
            return this == H2 ? TestDatabases.freshH2() : TestDatabases.freshPostgres();
        }

        String url(String[] settings) {
            return this == H2
                    ? "jdbc:h2:file:" + TestDatabases.folder(settings).resolve("fluvius")
                            + ";DATABASE_TO_LOWER=TRUE;USER=fluvius"
                    : settings[0].split("=", 2)[1] + "?user=postgres&password=postgres";
        }

        String[] profiles() {
            return this == H2 ? new String[0] : new String[] {"postgres"};
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_application_starts_again_on_its_database(Database database) {
        String[] settings = database.fresh();

        assertThatNoException().isThrownBy(() -> start(database, settings).close());
        assertThatNoException().isThrownBy(() -> start(database, settings).close());
    }

    /** Earlier versions recorded the migrations of Fluvius in Java in the history of each domain. */
    @ParameterizedTest
    @EnumSource
    void the_history_of_a_domain_contains_its_own_migrations_only(Database database) throws SQLException {
        String[] settings = database.fresh();
        start(database, settings).close();
        String ofFluvius = " from \"flyway_schema_history_user\" where \"type\" = 'JDBC'";
        assertThat(count(database, settings, ofFluvius)).isZero();
        execute(
                database,
                settings,
                "insert into \"flyway_schema_history_user\" select \"installed_rank\" + 1, '6', 'tokens are positions', 'JDBC',"
                        + " 'io.fluvius.processing.V6__tokens_are_positions', null, \"installed_by\", \"installed_on\", 1, true"
                        + " from \"flyway_schema_history_user\" order by 1 desc limit 1");

        start(database, settings).close();

        assertThat(count(database, settings, ofFluvius)).isZero();
    }

    @Test
    void it_does_not_start_with_a_general_serializer_other_than_json() {
        assertRefused(Database.H2, with(Database.H2.fresh(), "axon.serializer.general=xstream"))
                .hasMessageContaining("general serializer");
    }

    @Test
    void it_does_not_start_with_a_message_serializer_other_than_json() {
        assertRefused(Database.H2, with(Database.H2.fresh(), "axon.serializer.messages=xstream"))
                .hasMessageContaining("message serializer");
    }

    @Test
    void it_does_not_start_with_tokens_in_memory() {
        assertRefused(Database.H2, Database.H2.fresh(), Forgetful.class)
                .hasMessageContaining("token store")
                .hasMessageContaining(InMemoryTokenStore.class.getName());
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_start_with_a_cursor_key_that_can_be_guessed(Database database) {
        assertRefused(database, with(database.fresh(), "fluvius.state.cursor-key=secret"))
                .hasMessageContaining("fluvius.state.cursor-key");
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_start_with_a_damaged_cursor_key(Database database) throws IOException {
        String[] settings = database.fresh();
        start(database, settings).close();
        Path key = TestDatabases.folder(settings).resolve("cursor.key");
        assertThat(key).hasSize(32);
        Files.write(key, new byte[31]);

        assertRefused(database, settings).hasMessageContaining("cursor.key");
    }

    @Test
    void it_does_not_start_with_axon_server_on_a_database_that_contains_events() {
        String[] settings = Database.POSTGRES.fresh();
        execute(
                Database.POSTGRES,
                settings,
                "insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data) values ('1', '2', 0, 'user',"
                        + " '2026-11-23T00:00:00.000Z', 'user.user-created', '1', '{}', '{}')");

        assertRefused(
                        Database.POSTGRES,
                        with(
                                with(settings, "spring.profiles.active=axonserver"),
                                "axon.axonserver.servers=127.0.0.1:1"))
                .hasMessageContaining("Axon Server");
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_start_on_a_database_of_a_newer_version(Database database) {
        for (String history : List.of("flyway_schema_history", "flyway_schema_history_user")) {
            String[] settings = database.fresh();
            execute(
                    database,
                    settings,
                    "insert into \"" + history + "\" (\"installed_rank\", \"version\", \"description\", \"type\","
                            + " \"script\", \"installed_by\", \"execution_time\", \"success\")"
                            + " values (999, '999', 'later', 'SQL', 'V999__later.sql', 'later', 1, true)");

            assertRefused(database, settings)
                    .hasMessageContaining("newer version")
                    .hasMessageContaining(history)
                    .hasMessageContaining("contains migration 999")
                    .hasMessageMatching(".*and Fluvius \\d+\\.\\d+\\.\\d+\\S* knows migrations up to \\d+.*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_start_with_tokens_beyond_the_last_event(Database database) {
        String[] settings = database.fresh();
        execute(
                database,
                settings,
                "insert into token_entry (processor_name, segment, token, token_type) values ('user-directory', 0,"
                        + " '{\"globalIndex\":1}', '" + GlobalSequenceTrackingToken.class.getName() + "')");

        assertRefused(database, settings).hasMessageContaining("user-directory");
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_start_when_a_view_lacks_a_column(Database database) {
        String[] settings = database.fresh();
        execute(database, settings, "alter table user_view drop column email_folded");

        assertRefused(database, settings).hasMessageContaining("user_view.email_folded");
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_start_when_a_view_has_a_column_of_a_wrong_type(Database database) {
        String[] settings = database.fresh();
        execute(database, settings, "alter table user_view alter column version type integer");

        assertRefused(database, settings).hasMessageContaining("user_view.version");
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_start_when_a_column_is_nullable_and_its_field_is_not(Database database) {
        String[] settings = database.fresh();
        execute(database, settings, "alter table user_view alter column totp_enabled drop not null");

        assertRefused(database, settings).hasMessageContaining("user_view.totp_enabled");
    }

    @Test
    void it_does_not_start_when_no_server_accepts_connections() {
        assertRefused(
                        Database.POSTGRES,
                        with(Database.POSTGRES.fresh(), "FLUVIUS_DB_URL=jdbc:postgresql://localhost:1/fluvius"))
                .hasMessageContaining("jdbc:postgresql://localhost:1/fluvius: no server accepts connections there");
    }

    @Test
    void it_does_not_start_when_the_host_is_unknown() {
        assertRefused(
                        Database.POSTGRES,
                        with(Database.POSTGRES.fresh(), "FLUVIUS_DB_URL=jdbc:postgresql://db.invalid/fluvius"))
                .hasMessageContaining("the host db.invalid is unknown");
    }

    @Test
    void it_does_not_start_when_the_database_does_not_exist() {
        String[] settings = Database.POSTGRES.fresh();
        assertRefused(Database.POSTGRES, with(settings, settings[0] + "_other"))
                .hasMessageContaining("_other: the database does not exist");
    }

    @Test
    void it_does_not_start_when_the_database_refuses_the_user() {
        assertRefused(Database.POSTGRES, with(Database.POSTGRES.fresh(), "FLUVIUS_DB_USERNAME=stranger"))
                .hasMessageContaining("The user stranger cannot use the database")
                .hasMessageContaining("it refuses this user or password");
    }

    @Test
    void it_does_not_start_when_the_database_refuses_the_user_for_queries() {
        assertRefused(Database.POSTGRES, with(Database.POSTGRES.fresh(), "fluvius.state.username=stranger"))
                .hasMessageContaining("The user stranger cannot use the database");
    }

    @Test
    void it_does_not_start_when_h2_refuses_the_password() {
        assertRefused(Database.H2, with(Database.H2.fresh(), "spring.datasource.password=wrong"))
                .hasMessageContaining("The user fluvius cannot use the database jdbc:h2:file:")
                .hasMessageContaining("it refuses this user or password");
    }

    @Test
    void it_does_not_start_when_the_h2_file_is_corrupt() throws IOException {
        String[] settings = Database.H2.fresh();
        Files.writeString(TestDatabases.folder(settings).resolve("fluvius.mv.db"), "not a database\n".repeat(2000));

        assertRefused(Database.H2, settings)
                .hasMessageContaining("the file is corrupt")
                .hasMessageContaining("Restore it from a backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "pom.xml/data", "/proc/data"})
    void it_does_not_start_when_the_data_folder_cannot_be_created(String folder) {
        assertRefused(Database.H2, new String[] {"fluvius.data-dir=" + folder})
                .hasMessageContaining(folder + " cannot be used: ")
                .hasMessageContaining("set fluvius.data-dir to another folder");
    }

    @Test
    void it_does_not_start_when_a_migration_was_changed() {
        String[] settings = Database.H2.fresh();
        execute(Database.H2, settings, "update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '1'");

        assertRefused(Database.H2, settings)
                .hasMessageContaining("The database cannot be migrated")
                .hasMessageContaining("version 1");
    }

    @Test
    void it_does_not_start_when_text_is_not_sorted_by_code_point() {
        String[] settings = Database.POSTGRES.fresh();
        execute(
                Database.POSTGRES,
                settings,
                "alter table user_view alter column name type varchar collate \"default\"");

        assertRefused(Database.POSTGRES, settings).hasMessageContaining("user_view.name");
    }

    @Test
    void all_faults_of_the_tables_are_named_together() {
        String[] settings = Database.H2.fresh();
        execute(Database.H2, settings, "alter table user_view drop column email_folded");
        execute(Database.H2, settings, "alter table user_view drop column totp_enabled");

        assertRefused(Database.H2, settings)
                .hasMessageContaining("user_view.email_folded")
                .hasMessageContaining("user_view.totp_enabled");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Database database, String[] settings, Class<?>... more) {
        Throwable failure = catchThrowable(() -> start(database, settings, more).close());
        assertThat(failure).isNotNull();
        return assertThat(Failures.causes(failure)
                        .filter(StartupRefusedException.class::isInstance)
                        .findFirst()
                        .orElse(failure))
                .isInstanceOfSatisfying(
                        StartupRefusedException.class,
                        refusal -> assertThat(refusal.remedy()).isNotBlank());
    }

    private static ConfigurableApplicationContext start(Database database, String[] settings, Class<?>... more) {
        return new SpringApplicationBuilder(with(more, FluviusApplication.class))
                .profiles(database.profiles())
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private static int count(Database database, String[] settings, String rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(settings));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*)" + rows)) {
            result.next();
            return result.getInt(1);
        }
    }

    /** Changes the database. */
    private static void execute(Database database, String[] settings, String sql) {
        try (Connection connection = DriverManager.getConnection(database.url(settings));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Adds a setting, or replaces the one of the same name. */
    private static String[] with(String[] settings, String another) {
        String name = another.substring(0, another.indexOf('=') + 1);
        return Stream.concat(Stream.of(settings).filter(setting -> !setting.startsWith(name)), Stream.of(another))
                .toArray(String[]::new);
    }

    /** The application comes first, so that the other configuration replaces its beans. */
    private static Class<?>[] with(Class<?>[] more, Class<?> first) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(Class<?>[]::new);
    }

    /** Takes precedence over a bean of the application, and stores nothing. */
    static class Forgetful {
        @Bean
        @Primary
        TokenStore inMemoryTokenStore() {
            return new InMemoryTokenStore();
        }
    }
}
