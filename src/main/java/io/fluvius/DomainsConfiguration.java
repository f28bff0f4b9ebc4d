package io.fluvius;

import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.query.StateManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The front door. */
@Configuration(proxyBeanMethods = false)
class DomainsConfiguration {

    @Bean
    Domains domains(DomainRegistry registry, CommandFactory commands, CommandProcessor processor, StateManager state) {
        return new Domains(registry, commands, processor, state);
    }
}
