package io.fluvius.faults;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

class CrashOnH2IT extends CrashJourney {

    @Override
    Map<String, String> settings(Path folder) {
        return Map.of("fluvius.data-dir", folder.toString(), BACKLOG, "10");
    }

    @Override
    ConfigurableApplicationContext start(String... settings) {
        return Node.onH2(settings);
    }
}
