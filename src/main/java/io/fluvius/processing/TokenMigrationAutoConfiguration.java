package io.fluvius.processing;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Adds the migration of tokens to those of the tables. */
@AutoConfiguration
public class TokenMigrationAutoConfiguration {

    @Bean
    TokenMigration tokenMigration() {
        return new TokenMigration();
    }
}
