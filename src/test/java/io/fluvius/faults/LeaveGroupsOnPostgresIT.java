package io.fluvius.faults;

import io.fluvius.environment.TestDatabases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

class LeaveGroupsOnPostgresIT extends LeaveGroupsJourney {

    private final String[] database = TestDatabases.emptyPostgres();

    @Override
    Map<String, String> settings(Path folder) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : database) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        settings.put("spring.profiles.active", "postgres");
        // the next process then continues at once, without waiting until the claims of the killed one expire
        settings.put("fluvius.node.node-id", "leave-groups");
        return settings;
    }

    @Override
    ConfigurableApplicationContext start(String... settings) {
        return Node.onPostgres(settings);
    }
}
