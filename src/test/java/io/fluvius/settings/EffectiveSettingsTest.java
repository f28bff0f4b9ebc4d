package io.fluvius.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.settings.EffectiveSettings.Shown;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class EffectiveSettingsTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void values_that_can_be_no_secret_are_shown() {
        environment.setProperty("fluvius.node.batch-size", "7");
        environment.setProperty("fluvius.http.allowed-origins[0]", "https://one.example");
        environment.setProperty("fluvius.http.allowed-origins[1]", "https://two.example");

        assertThat(shown().get("fluvius.node.batch-size").value()).isEqualTo("7");
        assertThat(shown().get("fluvius.http.allowed-origins").value())
                .isEqualTo("https://one.example, https://two.example");
    }

    @Test
    void a_setting_without_a_value_has_its_default() {
        assertThat(shown().get("fluvius.node.batch-size").value()).isEqualTo("256");
        assertThat(shown().get("fluvius.rebuild.segments").value()).isNull();
    }

    @Test
    void every_other_value_is_hidden() {
        environment.setProperty("fluvius.state.password", "hunter2");
        environment.setProperty("fluvius.state.cursor-key", "key2");
        environment.setProperty("fluvius.state.url", "jdbc:postgresql://jane:hunter2@db/state");
        environment.setProperty("spring.datasource.password", "hunter2");

        assertThat(shown().get("fluvius.state.password").isHidden()).isTrue();
        assertThat(shown().get("fluvius.state.username").isHidden()).isFalse();
        assertThat(shown().toString()).doesNotContain("hunter2", "key2");
    }

    @Test
    void settings_of_earlier_versions_are_not_listed() {
        assertThat(shown()).doesNotContainKey("fluvius.append.writers").containsKey("spring.profiles.active");
    }

    private Map<String, Shown> shown() {
        return EffectiveSettings.of(environment).stream().collect(Collectors.toMap(Shown::name, Function.identity()));
    }
}
