package io.fluvius.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How queries connect to the database. Where the URL or the user is not set, those of {@code spring.datasource} apply.
 *
 * @param url the JDBC URL
 * @param username the database user, preferably one that can only read
 * @param password the password of this user
 * @param poolSize the maximum number of connections that queries use at once
 * @param connectionTimeout how long a query waits for a connection
 * @param statementTimeout how long a statement can run before the database cancels it
 */
@ConfigurationProperties("fluvius.state")
public record ReadOnlyDatabaseProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("8") int poolSize,
        @DefaultValue("5s") Duration connectionTimeout,
        @DefaultValue("60s") Duration statementTimeout) {}
