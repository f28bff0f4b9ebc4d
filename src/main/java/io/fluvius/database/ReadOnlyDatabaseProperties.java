package io.fluvius.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How queries reach the database. What is left out is as the application's own connections have it.
 *
 * @param url the database's address
 * @param username a database user, best one who may only read
 * @param password that user's password
 * @param poolSize the most connections that queries use at once
 * @param connectionTimeout how long a query waits for a connection
 * @param statementTimeout how long a statement of a query may run before the database ends it
 */
@ConfigurationProperties("fluvius.state")
public record ReadOnlyDatabaseProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("8") int poolSize,
        @DefaultValue("5s") Duration connectionTimeout,
        @DefaultValue("60s") Duration statementTimeout) {}
