package io.fluvius.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fluvius.problem.StartupRefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsCheckTest {

    @ParameterizedTest
    @CsvSource({
        "--fluvius.data-dri=foo, fluvius.data-dri, fluvius.data-dir",
        "--fluvius.dataDri=foo, fluvius.datadri, fluvius.data-dir",
        "--fluvius.append.queues=1, fluvius.append.queues, fluvius.append.queue",
        "--fluvius.append-queue=1, fluvius.append-queue, fluvius.append.queue",
        "--fluvius.snapshot.after-events=1, fluvius.snapshot.after-events, fluvius.snapshots.after-events",
        "--fluvius.node.node-id.x=1, fluvius.node.node-id.x, fluvius.node.node-id"
    })
    void a_mistyped_setting_is_refused_with_the_nearest_name(String argument, String mistyped, String nearest) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(Map.of(), argument))
                .withMessageContaining("The setting " + mistyped + " (")
                .withMessageContaining("commandLineArgs")
                .withMessageContaining("did you mean " + nearest + "?");
    }

    @Test
    void a_setting_unlike_any_other_is_refused_without_a_guess() {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(Map.of(), "--fluvius.mail-server=localhost"))
                .withMessageContaining("fluvius.mail-server")
                .satisfies(refusal -> assertThat(refusal.reason()).doesNotContain("did you mean"));
    }

    @ParameterizedTest
    @CsvSource({
        "FLUVIUS_DATA_DRI, FLUVIUS_DATA_DIR",
        "FLUVIUS_APPEND_TIMEOUTS, FLUVIUS_APPEND_TIMEOUT",
        "FLUVIUS_CURSORKEY, FLUVIUS_CURSOR_KEY",
        "FLUVIUS_DB_PASWORD, FLUVIUS_DB_PASSWORD"
    })
    void a_mistyped_environment_variable_is_refused_with_the_nearest_name(String mistyped, String nearest) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(Map.of(mistyped, "x")))
                .withMessageContaining("The environment variable " + mistyped)
                .withMessageContaining("did you mean " + nearest + "?");
    }

    @Test
    void a_variable_of_a_profile_that_is_not_active_is_refused() {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(Map.of("FLUVIUS_DB_URL", "jdbc:postgresql://localhost/fluvius")))
                .withMessageContaining("FLUVIUS_DB_URL is only read under the profile postgres");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLUVIUS_DATA_DIR",
                "FLUVIUS_DATADIR",
                "FLUVIUS_APPEND_TIMEOUT",
                "FLUVIUS_UNIQUEVALUES_PENDINGFOR",
                "FLUVIUS_SERVICE_HOST",
                "FLUVIUS_SERVICE_PORT_HTTP",
                "FLUVIUS_PORT_8080_TCP_ADDR",
                "FLUVIUS_DB_SERVICE_HOST",
                "OTHER_DATA_DRI"
            })
    void variables_of_settings_and_of_kubernetes_services_are_accepted(String variable) {
        assertThatNoException().isThrownBy(() -> start(Map.of(variable, "1m")));
    }

    @Test
    void the_variables_of_an_active_profile_are_accepted() {
        assertThatNoException()
                .isThrownBy(() -> start(
                        Map.of(
                                "FLUVIUS_DB_URL",
                                "jdbc:postgresql://localhost/fluvius",
                                "FLUVIUS_DB_PASSWORD",
                                "secret"),
                        "--spring.profiles.active=postgres"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgre, did you mean postgres?",
        "postgresql, did you mean postgres?",
        "Postgres, did you mean postgres?",
        "axon-server, did you mean axonserver?",
        "production, no settings file application-production.yml was found"
    })
    void an_unknown_profile_is_refused(String profile, String explanation) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(Map.of(), "--spring.profiles.active=" + profile))
                .withMessageContaining("The profile " + profile + " does not exist")
                .withMessageContaining(explanation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--spring.profiles.active=default",
                "--spring.profiles.active=",
                "--spring.profiles.active=postgres,axonserver",
                "--spring.profiles.active=both --spring.profiles.group.both=postgres"
            })
    void profiles_that_exist_are_accepted(String arguments) {
        assertThatNoException().isThrownBy(() -> start(Map.of(), arguments.split(" ")));
    }

    @Test
    void all_faults_are_named_together() {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(
                        Map.of("FLUVIUS_DB_PASWORD", "x"), "--spring.profiles.active=postgre", "--fluvius.data-dri=x"))
                .withMessageContaining("FLUVIUS_DB_PASWORD")
                .withMessageContaining("fluvius.data-dri")
                .withMessageContaining("postgre");
    }

    @Test
    void an_application_can_declare_settings_of_its_own() {
        assertThatNoException().isThrownBy(() -> start(Map.of(), "--fluvius.docs.write=true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://localhost/fluvius", "localhost:5432", "postgres"})
    void a_database_without_a_jdbc_url_is_refused(String url) {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(Map.of(), "--spring.datasource.url=" + url))
                .withMessageContaining("spring.datasource.url is not a JDBC URL");
    }

    private static void start(Map<String, Object> variables, String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(SettingsCheckTest.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .run(arguments)) {
            assertThat(application.isActive()).isTrue();
        }
    }
}
