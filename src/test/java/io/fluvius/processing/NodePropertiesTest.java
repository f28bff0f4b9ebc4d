package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NodePropertiesTest {

    @Test
    void the_segments_of_a_killed_node_are_taken_over_within_ten_seconds() {
        NodeProperties node = bind(Map.of());

        assertThat(node.claimTimeout().plus(node.claimInterval())).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "5s", "1m"})
    void a_claim_is_extended_several_times_before_it_expires(String timeout) {
        NodeProperties node = bind(Map.of("fluvius.node.claim-timeout", timeout));

        assertThat(node.claimExtension().multipliedBy(3)).isLessThan(node.claimTimeout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_node_without_a_name_has_that_of_its_process(String id) {
        assertThat(bind(Map.of("fluvius.node.node-id", id)).nodeId())
                .startsWith(ProcessHandle.current().pid() + "@");
    }

    private static NodeProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("fluvius.node", NodeProperties.class);
    }
}
