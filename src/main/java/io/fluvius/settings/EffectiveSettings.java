package io.fluvius.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The settings with which an application runs, for people. A value is shown only if its type cannot hold a secret, or if the
 * setting is one of a few that are known to hold none. Immutable and safe for use by many threads.
 */
public final class EffectiveSettings {

    private static final Set<String> HARMLESS_TYPES = Set.of(
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.time.Duration",
            "java.nio.file.Path",
            "org.springframework.util.unit.DataSize");

    private static final Set<String> HARMLESS_TEXTS =
            Set.of("fluvius.node.node-id", "fluvius.version", "fluvius.http.allowed-origins");

    private static final List<String> OF_OTHERS = List.of(
            "spring.application.name",
            "spring.profiles.active",
            "server.address",
            "server.port",
            "axon.axonserver.enabled",
            "axon.axonserver.servers");

    private final Binder binder;

    private EffectiveSettings(Binder binder) {
        this.binder = binder;
    }

    /**
     * A setting.
     *
     * @param value its value, or its default; null if it has neither, or if it is not shown
     * @param isHidden whether it has a value that is not shown
     */
    public record Shown(String name, @Nullable String value, boolean isHidden) {}

    /** Returns the settings in the order of their names, those of Fluvius and of the application first. */
    public static List<Shown> of(Environment environment) {
        EffectiveSettings settings = new EffectiveSettings(Binder.get(environment));
        List<Shown> shown = new ArrayList<>(Setting.ALL.stream()
                .filter(setting -> setting.deprecation() == null)
                .sorted(Comparator.comparing(Setting::name))
                .map(settings::shown)
                .toList());
        OF_OTHERS.forEach(name -> shown.add(new Shown(name, settings.value(name), false)));
        return shown;
    }

    private Shown shown(Setting setting) {
        String value = value(setting.name());
        boolean isHarmless = setting.type() != null && HARMLESS_TYPES.contains(setting.type())
                || HARMLESS_TEXTS.contains(setting.name());
        if (!isHarmless) {
            return new Shown(setting.name(), null, value != null);
        }
        String byDefault =
                setting.defaultValue() == null ? null : setting.defaultValue().toString();
        return new Shown(setting.name(), value == null ? byDefault : value, false);
    }

    /** An empty value is as good as none. */
    private @Nullable String value(String name) {
        String value = binder.bind(name, Bindable.listOf(String.class))
                .map(values -> String.join(", ", values))
                .orElse("");
        return value.isBlank() ? null : value;
    }
}
