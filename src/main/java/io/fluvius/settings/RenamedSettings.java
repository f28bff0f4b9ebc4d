package io.fluvius.settings;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
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

    private final Log log;

    RenamedSettings(DeferredLogFactory logs) {
        this.log = logs.getLog(RenamedSettings.class);
    }

    /** Runs after the settings files were read, because it has no order and they have the highest. */
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Binder settings = Binder.get(environment);
        Map<String, Object> renamed = new HashMap<>();
        for (Setting setting : Setting.ALL) {
            if (setting.deprecation() instanceof Setting.Deprecation deprecation) {
                settings.bind(setting.name(), String.class)
                        .ifBound(value -> replace(setting, deprecation.replacement(), value, renamed));
            }
        }
        if (!renamed.isEmpty()) {
            environment.getPropertySources().addLast(new MapPropertySource("renamed settings", renamed));
        }
    }

    private void replace(Setting old, @Nullable String newName, String value, Map<String, Object> renamed) {
        if (newName == null) {
            log.warn("The setting " + old.name() + " has been removed and has no effect");
        } else {
            log.warn("The setting " + old.name() + " has been renamed to " + newName
                    + "; the next version ignores the old name");
            renamed.put(newName, value);
        }
    }
}
