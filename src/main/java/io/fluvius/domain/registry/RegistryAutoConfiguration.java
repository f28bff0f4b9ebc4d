package io.fluvius.domain.registry;

import io.fluvius.domain.DomainDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Registers every {@link DomainDefinition} bean. */
@AutoConfiguration
public class RegistryAutoConfiguration {

    @Bean
    DomainRegistry domainRegistry(ObjectProvider<DomainDefinition> definitions) {
        return new DomainRegistry(definitions.stream().toList());
    }
}
