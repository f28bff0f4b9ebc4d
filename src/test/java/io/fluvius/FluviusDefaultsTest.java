package io.fluvius;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
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

    private void defaults() {
        new FluviusDefaults().postProcessEnvironment(environment, new SpringApplication());
    }
}
