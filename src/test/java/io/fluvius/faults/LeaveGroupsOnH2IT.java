package io.fluvius.faults;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

class LeaveGroupsOnH2IT extends LeaveGroupsJourney {

    @Override
    Map<String, String> settings(Path folder) {
        return Map.of("fluvius.data-dir", folder.toString());
    }

    @Override
    ConfigurableApplicationContext start(String... settings) {
        return Node.onH2(settings);
    }
}
