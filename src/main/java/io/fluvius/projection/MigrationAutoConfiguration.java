package io.fluvius.projection;

import io.fluvius.domain.registry.DomainRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Migrates the tables of Fluvius and of its domains. */
@AutoConfiguration
public class MigrationAutoConfiguration {

    @Bean
    DomainMigrations domainMigrations(
            DomainRegistry domains, @Value("${fluvius.version}") String version, RebuildTraces traces) {
        return new DomainMigrations(domains, version, new InterruptedSwaps(traces));
    }
}
