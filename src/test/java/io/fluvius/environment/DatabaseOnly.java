package io.fluvius.environment;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.RegistryAutoConfiguration;
import io.fluvius.processing.TokenMigrationAutoConfiguration;
import io.fluvius.projection.MigrationAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Only the application's database: its tables, settings, transactions and jOOQ. Not annotated as a component, so that the
 * component scan of the application does not find it.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    RegistryAutoConfiguration.class,
    MigrationAutoConfiguration.class,
    TokenMigrationAutoConfiguration.class,
    JooqAutoConfiguration.class
})
public class DatabaseOnly {

    /** The table of User Management without its beans. */
    @Bean
    DomainDefinition userDomain() {
        return DefinedDomains.find().named("user").definition();
    }

    /** The tables of Groups without its beans. */
    @Bean
    DomainDefinition groupDomain() {
        return DefinedDomains.find().named("group").definition();
    }
}
