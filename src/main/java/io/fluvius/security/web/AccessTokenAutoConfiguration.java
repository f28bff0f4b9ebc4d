package io.fluvius.security.web;

import io.fluvius.access.SecurityMode;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.security.OidcProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/**
 * What access tokens have to satisfy besides the checks of Spring Boot, which verify signature, algorithm, issuer and audience as its
 * settings say.
 */
@AutoConfiguration(
        beforeName =
                "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = SecurityMode.SETTING, havingValue = "oidc")
@EnableConfigurationProperties(OidcProperties.class)
class AccessTokenAutoConfiguration {

    private static final String PREFIX = "spring.security.oauth2.resourceserver.jwt.";

    AccessTokenAutoConfiguration(Environment settings) {
        require(settings, "issuer-uri", "the issuer of access tokens, such as https://id.example.com/realms/main");
        // without an audience, a token that was issued for another application would be accepted
        require(settings, "audiences", "the name of this application in access tokens");
    }

    private static void require(Environment settings, String name, String meaning) {
        if (!settings.containsProperty(PREFIX + name) && !settings.containsProperty(PREFIX + name + "[0]")) {
            throw new StartupRefusedException(
                    "The mode oidc needs the setting " + PREFIX + name + ".", "Set it to " + meaning + ".");
        }
    }

    /** A token has to say when it expires. */
    @Bean
    OAuth2TokenValidator<Jwt> tokenTimes(OidcProperties settings) {
        JwtTimestampValidator times = new JwtTimestampValidator(settings.clockSkew());
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }
}
