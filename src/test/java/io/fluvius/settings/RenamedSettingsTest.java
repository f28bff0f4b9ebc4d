package io.fluvius.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.eventstore.unique.UniqueValueProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ResourceLock(Resources.SYSTEM_OUT)
@ExtendWith(OutputCaptureExtension.class)
class RenamedSettingsTest {

    private static final String OLD = "fluvius.unique-values.pending-for";
    private static final String NEW = "fluvius.unique-values.reserved-for";

    @Test
    void the_old_name_of_a_setting_works_with_a_warning(CapturedOutput log) {
        assertThat(reservedFor("--" + OLD + "=20s")).isEqualTo(Duration.ofSeconds(20));
        assertThat(log).contains("WARN", "The setting " + OLD + " has been renamed to " + NEW);
    }

    @Test
    void the_old_name_works_as_an_environment_variable() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of("FLUVIUS_UNIQUEVALUES_PENDINGFOR", "30s")));

        assertThat(reservedFor(environment)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_new_name_takes_precedence() {
        assertThat(reservedFor("--" + OLD + "=20s", "--" + NEW + "=40s")).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void the_new_name_alone_logs_no_warning(CapturedOutput log) {
        assertThat(reservedFor("--" + NEW + "=40s")).isEqualTo(Duration.ofSeconds(40));
        assertThat(log).doesNotContain("has been renamed to");
    }

    @Test
    void a_removed_setting_logs_a_warning(CapturedOutput log) {
        reservedFor("--fluvius.append.writers=2", "--" + NEW + "=40s");
        assertThat(log).containsOnlyOnce("The setting fluvius.append.writers has been removed and has no effect");
    }

    @Test
    void a_missing_removed_setting_logs_no_warning(CapturedOutput log) {
        reservedFor("--" + NEW + "=40s");
        assertThat(log).doesNotContain("has been removed and has no effect");
    }

    private static Duration reservedFor(String... arguments) {
        return reservedFor(new StandardEnvironment(), arguments);
    }

    private static Duration reservedFor(StandardEnvironment environment, String... arguments) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(RenamedSettingsTest.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .run(arguments)) {
            return Binder.get(application.getEnvironment())
                    .bind("fluvius.unique-values", UniqueValueProperties.class)
                    .get()
                    .reservedFor();
        }
    }
}
