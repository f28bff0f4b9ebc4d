package io.fluvius.service;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.TestDatabases;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same service, with the events in an Axon Server: {@code -Dtests.axonserver=host:port} names one that is empty. */
@ActiveProfiles("axonserver")
@EnabledIfSystemProperty(named = ForeignServiceOnAxonServerIT.SERVER, matches = ".+")
@SpringBootTest(classes = FluviusApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ForeignServiceOnAxonServerIT extends ForeignServiceJourney {

    static final String SERVER = "tests.axonserver";

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("axon.axonserver.servers", () -> System.getProperty(SERVER));
        Arrays.stream(TestDatabases.freshPostgres())
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> registry.add(setting[0], () -> setting[1]));
    }
}
