package io.fluvius.operations.tracing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves out Spring Boot's tracing unless it is enabled, because the start would take longer and every request cost more. */
final class TracingFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final List<String> TRACING =
            List.of("org.springframework.boot.opentelemetry.", "org.springframework.boot.micrometer.tracing.");

    private boolean isEnabled;

    @Override
    public void setEnvironment(Environment environment) {
        isEnabled = environment.getProperty(TracingProperties.PREFIX + ".enabled", Boolean.class, false);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[configurations.length];
        for (int index = 0; index < matches.length; index++) {
            String name = configurations[index];
            matches[index] = isEnabled || name == null || TRACING.stream().noneMatch(name::startsWith);
        }
        return matches;
    }
}
