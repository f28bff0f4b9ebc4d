package io.fluvius;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Settings of the previous version that have another name in this one. The old name still works in this version, in every
 * spelling that Spring Boot accepts, and logs a warning. Where both names are set, the new one takes precedence. A setting
 * that was removed logs a warning, too, and has no effect.
 */
final class RenamedSettings implements EnvironmentPostProcessor {

    private static final Map<String, String> NEW_NAMES =
            Map.of("fluvius.unique-values.pending-for", "fluvius.unique-values.reserved-for");

    private static final List<String> REMOVED_NAMES = List.of("fluvius.append.writers");

    private final Log log;

    RenamedSettings(DeferredLogFactory logs) {
        this.log = logs.getLog(RenamedSettings.class);
    }

    /** Runs after the settings files were read, because it has no order and they have the highest. */
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Binder settings = Binder.get(environment);
        Map<String, Object> renamed = new HashMap<>();
        NEW_NAMES.forEach(
                (oldName, newName) -> settings.bind(oldName, String.class).ifBound(value -> {
                    log.warn("The setting " + oldName + " has been renamed to " + newName
                            + "; the next version ignores the old name");
                    renamed.put(newName, value);
                }));
        REMOVED_NAMES.forEach(name -> settings.bind(name, String.class)
                .ifBound(value -> log.warn("The setting " + name + " has been removed and has no effect")));
        if (!renamed.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("renamed settings", renamed));
        }
    }
}
