package io.fluvius.access;

import io.fluvius.domain.registry.DomainRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Who calls, and what callers may do. */
@AutoConfiguration
@EnableConfigurationProperties(TenantProperties.class)
class AccessAutoConfiguration {

    @Bean
    CurrentCaller currentCaller(Environment settings, TenantProperties tenants) {
        return new CurrentCaller(SecurityMode.of(settings), tenants.enabled());
    }

    @Bean
    AccessPolicy accessPolicy(CurrentCaller current, DomainRegistry domains, ObjectProvider<MeterRegistry> registry) {
        return new AccessPolicy(current, domains, new Refusals(registry.getIfAvailable(SimpleMeterRegistry::new)));
    }
}
