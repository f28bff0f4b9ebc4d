package io.fluvius.kernel.state;

import com.zaxxer.hikari.HikariConfig;
import io.fluvius.kernel.DatabasePools;
import io.fluvius.kernel.DeadLetters;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Progress;
import io.fluvius.kernel.Projections;
import io.fluvius.kernel.Signal;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Read models and the queries about them. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    @Bean
    static DatabasePools databasePools() {
        return new DatabasePools();
    }

    @Bean
    ViewTables viewTables(Domains domains) {
        return new ViewTables(domains);
    }

    @Bean
    @DependsOnDatabaseInitialization
    TableCheck tableCheck(DSLContext dsl, ViewTables tables) {
        return new TableCheck(dsl, tables);
    }

    @Bean
    @DependsOnDatabaseInitialization
    ReadOnlyDatabase readOnlyDatabase(
            JdbcConnectionDetails connection, DatabasePools pools, StateProperties properties, DSLContext dsl) {
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
    StateQueries stateQueries(
            ReadOnlyDatabase database, ViewTables tables, Projections projections, Progress progress) {
        return new StateQueries(database, tables, projections, progress);
    }

    /** Raised when a projection has written a batch and that is durable. */
    @Bean
    static Signal projected() {
        return new Signal();
    }

    @Bean
    Projections projections(ApplicationContext beans, ObjectProvider<org.axonframework.config.Configuration> axon) {
        return new ProjectionBeans(() -> beans.getBeansWithAnnotation(ProcessingGroup.class).values().stream()
                .map(bean -> ProjectionBean.of(
                        bean,
                        axon.getObject().parameterResolverFactory(),
                        axon.getObject().handlerDefinition(bean.getClass())))
                .toList());
    }

    @Bean
    PastQueries pastQueries(Domains domains, EventStore events, Projections projections) {
        return new PastQueries(domains, events, projections);
    }

    @Bean
    static ReadModels readModels(
            ObjectProvider<ViewTables> tables,
            ObjectProvider<DSLContext> dsl,
            ObjectProvider<PlatformTransactionManager> transactions,
            ObjectProvider<DeadLetters> deadLetters,
            @Qualifier("projected") Signal projected) {
        return new ReadModels(
                tables::getObject,
                dsl::getObject,
                () -> new TransactionTemplate(transactions.getObject(), nested()),
                deadLetters::getObject,
                projected);
    }

    private static TransactionDefinition nested() {
        TransactionTemplate definition = new TransactionTemplate();
        definition.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return definition;
    }
}
