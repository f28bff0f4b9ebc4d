package io.fluvius.settings;

import io.fluvius.access.SecurityMode;
import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The settings that every application on Fluvius has unless it sets them itself. They come last in the environment, so any
 * other source overrides them: files, profiles, environment variables, the command line.
 */
public final class FluviusDefaults implements EnvironmentPostProcessor {

    private static final String DATA_DIR = "fluvius.data-dir";
    private static final String FILE = "fluvius-defaults.yml";

    /** The settings that differ if callers have credentials. */
    private static final Map<String, Object> WITH_CREDENTIALS = Map.of(
            "management.endpoint.health.show-details", "when-authorized",
            "management.endpoint.health.roles", "metrics:read",
            "fluvius.personal-data", "encrypted",
            "fluvius.http.limits.requests-per-second", "200",
            "fluvius.http.limits.burst", "400",
            "fluvius.http.limits.streams-per-caller", "100",
            "fluvius.http.limits.transfers", "50",
            "fluvius.http.limits.transfers-per-caller", "5");

    /** Read by libraries from the system only: they print banners and tips otherwise. */
    private static final Map<String, String> SILENCE = Map.of(
            "disable-axoniq-console-message", "true",
            "org.jooq.no-logo", "true",
            "org.jooq.no-tips", "true");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        SILENCE.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
        if (SecurityMode.of(environment) != SecurityMode.LOCAL) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("defaults with credentials", WITH_CREDENTIALS));
        }
        load().forEach(environment.getPropertySources()::addLast);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "data folder", Map.of(DATA_DIR, absolute(environment.getProperty(DATA_DIR, "")))));
    }

    /** H2 refuses a relative path without a leading dot; and a message or a log with an absolute path is clear everywhere. */
    private static String absolute(String folder) {
        if (folder.isBlank() || folder.contains(";")) {
            throw new StartupRefusedException(
                    "The setting " + DATA_DIR + " is not a folder: \"" + folder + "\".",
                    "Set it to a path that is not empty and has no semicolon.");
        }
        Path home = Path.of(System.getProperty("user.home"));
        return (folder.startsWith("~/") ? home.resolve(folder.substring(2)) : Path.of(folder))
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    /** The version of Fluvius, which the build has inserted. */
    public static String version() {
        return String.valueOf(load().getFirst().getProperty("fluvius.version"));
    }

    private static List<PropertySource<?>> load() {
        try {
            return new YamlPropertySourceLoader().load(FILE, new ClassPathResource(FILE));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + FILE, unreadable);
        }
    }
}
