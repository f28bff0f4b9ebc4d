package io.fluvius.faults;

import io.fluvius.environment.TestDatabases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class CrashOnPostgresIT extends CrashJourney {

    private final String[] database = TestDatabases.emptyPostgres();

    @Override
    @Test
    void no_acknowledged_command_is_lost_when_the_process_is_killed() throws Exception {
        try (LogObserver log = new LogObserver(database)) {
            super.no_acknowledged_command_is_lost_when_the_process_is_killed();
            log.assertInOrder();
        }
    }

    @Override
    Map<String, String> settings(Path folder) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : database) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        settings.put("spring.profiles.active", "postgres");
        // the next process then continues at once, without waiting until the claims of the killed one expire
        settings.put("fluvius.node.node-id", "crash-test");
        settings.put(BACKLOG, "10");
        return settings;
    }

    @Override
    ConfigurableApplicationContext start(String... settings) {
        return Node.onPostgres(settings);
    }
}
