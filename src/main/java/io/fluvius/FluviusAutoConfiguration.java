package io.fluvius;

import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.query.StateManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Configures the entry point for callers in Java. */
@AutoConfiguration
class FluviusAutoConfiguration {

    @Bean
    Domains domains(DomainRegistry registry, CommandFactory commands, CommandProcessor processor, StateManager state) {
        return new Domains(registry, commands, processor, state);
    }

    @Bean
    StartLog startLog(
            Environment settings,
            JdbcConnectionDetails database,
            DomainRegistry registry,
            EventProcessingConfiguration processing) {
        return new StartLog(settings, database, registry, processing);
    }
}
