package io.fluvius.settings;

import io.fluvius.problem.NearestName;
import io.fluvius.problem.StartupRefusedException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses to start with a setting {@code fluvius.*}, an environment variable {@code FLUVIUS_*} or a profile that does not exist.
 * Without this, a mistyped name would be ignored, and the application would start on another database.
 */
final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("fluvius");
    private static final List<String> NAMES =
            Setting.ALL.stream().map(Setting::name).toList();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        ProfileFiles profiles = new ProfileFiles(environment);
        List<String> faults = Stream.of(
                        new VariableCheck(environment, profiles).faults(),
                        unknownSettings(environment),
                        profiles.faults(),
                        urlsThatAreNone(environment))
                .flatMap(List::stream)
                .toList();
        if (!faults.isEmpty()) {
            throw new StartupRefusedException(
                    String.join("\n", faults),
                    "Correct it. docs/reference/configuration.md lists the settings, and says how an application declares its own.");
        }
    }

    private static List<String> unknownSettings(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source -> !(source instanceof SystemEnvironmentPropertySource))
                .flatMap(source -> Stream.ofNullable(ConfigurationPropertySource.from(source)))
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> unknownSettings((IterableConfigurationPropertySource) source))
                .distinct()
                .toList();
    }

    private static Stream<String> unknownSettings(IterableConfigurationPropertySource source) {
        return source.stream()
                .filter(name -> PREFIX.isAncestorOf(name) && !isKnown(name))
                .map(name -> unknown(name, source));
    }

    private static boolean isKnown(ConfigurationPropertyName name) {
        return Setting.ALL.stream().anyMatch(setting -> {
            ConfigurationPropertyName known = ConfigurationPropertyName.of(setting.name());
            return known.equals(name) || setting.hasElements() && known.isAncestorOf(name);
        });
    }

    private static String unknown(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        return "The setting " + name + " (" + origin(name, source) + ") does not exist"
                + NearestName.of(name.toString(), NAMES)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(".");
    }

    private static String origin(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        var property = source.getConfigurationProperty(name);
        return String.valueOf(
                property == null || property.getOrigin() == null ? source.getUnderlyingSource() : property.getOrigin());
    }

    private static List<String> urlsThatAreNone(ConfigurableEnvironment environment) {
        return Stream.of("spring.datasource.url", "fluvius.state.url")
                .filter(name -> !environment.getProperty(name, "jdbc:").startsWith("jdbc:"))
                .map(
                        name -> "The setting " + name
                                + " is not a JDBC URL. That of a PostgreSQL database is jdbc:postgresql://<host>:<port>/<database>.")
                .toList();
    }
}
