package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers every {@link DomainDefinition} bean. */
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    @Bean
    DomainRegistry domainRegistry(ObjectProvider<DomainDefinition> definitions) {
        return new DomainRegistry(definitions.stream().toList());
    }
}
