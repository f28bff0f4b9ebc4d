package io.fluvius.database;

import ch.qos.logback.classic.turbo.TurboFilter;
import com.zaxxer.hikari.HikariConfig;
import io.fluvius.problem.FailureClassifier;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.TransactionAutoConfiguration;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Configures the connection pools, and the access of Axon and of queries to the database. */
@AutoConfiguration(before = {JdbcAutoConfiguration.class, TransactionAutoConfiguration.class})
@EnableConfigurationProperties(ReadOnlyDatabaseProperties.class)
class DatabaseAutoConfiguration {

    @Bean
    static DatabasePools databasePools() {
        return new DatabasePools();
    }

    @Bean
    @DependsOnDatabaseInitialization
    ReadOnlyDatabase readOnlyDatabase(
            JdbcConnectionDetails connection,
            DatabasePools pools,
            ReadOnlyDatabaseProperties properties,
            DSLContext dsl) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("queries");
        config.setJdbcUrl(properties.url() == null ? connection.getJdbcUrl() : properties.url());
        config.setUsername(properties.username() == null ? connection.getUsername() : properties.username());
        config.setPassword(properties.username() == null ? connection.getPassword() : properties.password());
        config.setMaximumPoolSize(properties.poolSize());
        config.setConnectionTimeout(properties.connectionTimeout().toMillis());
        return new ReadOnlyDatabase(pools, config, dsl.dialect(), dsl.settings(), properties.statementTimeout());
    }

    @Bean
    DatabaseFacts databaseFacts(ReadOnlyDatabase reading, JdbcConnectionDetails connection) {
        return new DatabaseFacts(reading, connection.getJdbcUrl());
    }

    @Bean
    OnlineBackup onlineBackup(DSLContext dsl) {
        return new OnlineBackup(dsl);
    }

    /** For query handlers of read models that are no views: {@code @Qualifier("readOnly") JdbcClient}. */
    @Bean(defaultCandidate = false)
    @Qualifier("readOnly") JdbcClient readOnlyJdbcClient(ReadOnlyDatabase database) {
        return database.jdbcClient();
    }

    @Bean
    @ConditionalOnMissingBean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    @ConditionalOnMissingBean
    ConnectionProvider connectionProvider(DataSource dataSource) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    @ConditionalOnMissingBean
    PersistenceExceptionResolver persistenceExceptionResolver() {
        return new SQLStateResolver(SqlFailure.UNIQUE_VIOLATION);
    }

    /** Logback is the default of Spring Boot; an application may replace it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(TurboFilter.class)
    static class OutageLogConfiguration {

        @Bean
        OutageLog outageLog(DataSource database) {
            return new OutageLog(database, System::nanoTime);
        }
    }

    @Bean
    FailureClassifier databaseFailures() {
        return new DatabaseFailures();
    }
}
