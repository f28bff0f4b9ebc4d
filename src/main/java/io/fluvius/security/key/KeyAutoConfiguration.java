package io.fluvius.security.key;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.CurrentCaller;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.operations.OperatorActions;
import io.fluvius.personal.PersonalTable;
import io.fluvius.security.ApiKeys;
import io.fluvius.security.ConsoleSessions;
import io.fluvius.security.SecurityProperties;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.transaction.PlatformTransactionManager;

/** API keys, in Java and over HTTP. */
@AutoConfiguration
class KeyAutoConfiguration {

    @Bean
    ApiKeys apiKeys(
            DSLContext dsl,
            ReadOnlyDatabase reading,
            PlatformTransactionManager transactions,
            AccessPolicy access,
            OperatorActions actions) {
        return new StoredApiKeys(new KeyTable(dsl, reading, transactions), access, actions, Clock.systemUTC());
    }

    @Bean
    PersonalTable apiKeysOfPersons() {
        return KeyTable.ofPersons();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @EnableConfigurationProperties(SecurityProperties.class)
    static class Http {

        @Bean
        KeyController keyController(ApiKeys keys) {
            return new KeyController(keys);
        }

        @Bean
        KeyOpenApi keyOpenApi() {
            return new KeyOpenApi();
        }

        @Bean
        OpaqueTokenIntrospector apiKeyIntrospector(ApiKeys keys) {
            return new KeyIntrospector(keys);
        }

        @Bean
        ConsoleSessions consoleSessions(OperatorActions actions, CurrentCaller callers, SecurityProperties settings) {
            return new ConsoleSessions(actions, callers, settings.sessionLifetime());
        }

        @Bean
        AuthenticationProvider apiKeySignIn(ApiKeys keys, ConsoleSessions sessions) {
            return new KeySignIn(keys, sessions);
        }
    }
}
