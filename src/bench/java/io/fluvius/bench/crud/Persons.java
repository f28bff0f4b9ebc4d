package io.fluvius.bench.crud;

import io.fluvius.bench.Database;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Configures Spring Data JPA for persons, tuned for speed. Not a component, so that the application does not scan it. */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class
})
@EntityScan(basePackageClasses = PersonEntity.class)
@EnableJpaRepositories(basePackageClasses = PersonRepository.class)
public class Persons {

    /** Returns the settings for a database. */
    public static Map<String, String> settings(Database database) {
        return Map.of(
                "spring.config.name", "peer",
                "spring.main.banner-mode", "off",
                "spring.datasource.url", database.url(),
                "spring.datasource.username", database.username(),
                "spring.datasource.password", database.password(),
                "spring.datasource.hikari.maximum-pool-size", String.valueOf(Database.POOL_SIZE),
                "spring.datasource.hikari.auto-commit", "false",
                "spring.jpa.hibernate.ddl-auto", "none",
                "spring.jpa.open-in-view", "false",
                "spring.jpa.properties.hibernate.connection.provider_disables_autocommit", "true");
    }

    /** Creates the table, in which e-mail addresses are unique, as in the application. */
    public static void create(Database database) throws SQLException {
        database.execute("""
                create table person (
                    id uuid not null primary key,
                    name varchar not null,
                    email varchar not null unique,
                    locked boolean not null,
                    created_at timestamp with time zone not null,
                    updated_at timestamp with time zone not null,
                    version bigint not null
                )""");
    }
}
