package io.fluvius.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.problem.StartupRefusedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class FluviusDefaultsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void an_application_has_the_settings_of_fluvius() {
        defaults();

        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
        assertThat(environment.getProperty("axon.serializer.events")).isEqualTo("jackson3");
        assertThat(environment.getProperty("fluvius.version")).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void an_application_overrides_them() {
        environment.getPropertySources().addLast(new MapPropertySource("own", Map.of("server.port", 8081)));

        defaults();

        assertThat(environment.getProperty("server.port")).isEqualTo("8081");
    }

    @Test
    void a_setting_may_refer_to_one_that_an_application_overrides() {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("own", Map.of("fluvius.data-dir", "/var/lib/library")));

        defaults();

        assertThat(environment.getProperty("spring.datasource.url"))
                .startsWith("jdbc:h2:file:/var/lib/library/fluvius;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "./foo", "foo/../foo", "foo/", "some where/foo"})
    void a_relative_data_folder_is_below_the_working_directory(String folder) {
        environment.getPropertySources().addLast(new MapPropertySource("own", Map.of("fluvius.data-dir", folder)));

        defaults();

        Path expected = Path.of(folder).toAbsolutePath().normalize();
        assertThat(environment.getProperty("fluvius.data-dir")).isEqualTo(expected.toString());
        assertThat(environment.getProperty("spring.datasource.url"))
                .startsWith("jdbc:h2:file:" + expected + "/fluvius;");
    }

    @Test
    void a_tilde_is_the_home_folder() {
        environment.getPropertySources().addLast(new MapPropertySource("own", Map.of("fluvius.data-dir", "~/foo")));

        defaults();

        assertThat(environment.getProperty("fluvius.data-dir"))
                .isEqualTo(Path.of(System.getProperty("user.home"), "foo").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "foo;INIT=drop table x"})
    void a_data_folder_that_is_none_is_refused(String folder) {
        environment.getPropertySources().addLast(new MapPropertySource("own", Map.of("fluvius.data-dir", folder)));

        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(this::defaults)
                .withMessageContaining("fluvius.data-dir");
    }

    @Test
    void the_version_is_that_of_the_build() {
        assertThat(FluviusDefaults.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    private void defaults() {
        new FluviusDefaults().postProcessEnvironment(environment, new SpringApplication());
    }
}
