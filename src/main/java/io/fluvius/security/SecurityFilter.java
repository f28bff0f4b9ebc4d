package io.fluvius.security;

import io.fluvius.access.SecurityMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out Spring Boot's security in the mode {@code local}, so that the start takes no longer, and in every mode its user with a
 * generated password.
 */
final class SecurityFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String SECURITY = "org.springframework.boot.security.";
    private static final List<String> NEVER =
            List.of("org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration");

    private SecurityMode mode = SecurityMode.LOCAL;

    @Override
    public void setEnvironment(Environment environment) {
        mode = SecurityMode.of(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[configurations.length];
        for (int index = 0; index < matches.length; index++) {
            String name = configurations[index];
            matches[index] =
                    name == null || !name.startsWith(SECURITY) || mode != SecurityMode.LOCAL && !NEVER.contains(name);
        }
        return matches;
    }
}
