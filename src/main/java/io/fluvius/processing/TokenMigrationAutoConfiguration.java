package io.fluvius.processing;

import io.fluvius.projection.RebuildTraces;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Adds the migration of tokens to those of the tables. */
@AutoConfiguration
public class TokenMigrationAutoConfiguration {

    @Bean
    RebuildTraces rebuildTraces() {
        return new StoredRebuildTraces();
    }

    @Bean
    JavaMigration tokenMigration() {
        return new V6__tokens_are_positions();
    }
}
