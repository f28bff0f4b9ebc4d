package io.fluvius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * The settings that every application on Fluvius has unless it sets them itself. They come last in the environment, so any
 * other source overrides them: files, profiles, environment variables, the command line.
 */
final class FluviusDefaults implements EnvironmentPostProcessor {

    private static final String FILE = "fluvius-defaults.yml";

    /** Read by libraries from the system only: they print banners and tips otherwise. */
    private static final Map<String, String> SILENCE = Map.of(
            "disable-axoniq-console-message", "true",
            "org.jooq.no-logo", "true",
            "org.jooq.no-tips", "true");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        SILENCE.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
        try {
            new YamlPropertySourceLoader()
                    .load(FILE, new ClassPathResource(FILE))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + FILE, unreadable);
        }
    }
}
