package io.fluvius.eventstore.append;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.aggregate.Snapshots;
import io.fluvius.database.DatabasePools;
import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.event.GapPolicy;
import io.fluvius.eventstore.event.GapQuery;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventSchemas;
import io.fluvius.eventstore.unique.TransactionalUniqueValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** How events are appended where this application keeps them itself: in groups, with unique values and receipts. */
@AutoConfiguration(before = {AxonAutoConfiguration.class, JdbcAutoConfiguration.class})
@EnableConfigurationProperties(AppendProperties.class)
@ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
class AppendAutoConfiguration {

    /**
     * In milliseconds: how long a group waits for a row that a transaction of somebody else is writing. Far longer than
     * such a transaction takes; all commands wait meanwhile, so then each of the group is tried by itself.
     */
    private static final int LOCK_TIMEOUT = 200;

    /** How many events are read at once, however many there are. */
    private static final int BATCH = 1000;

    /** A day, because clocks may differ or jump. */
    private static final GapPolicy GAPS = new GapPolicy(Duration.ofDays(1), 10_000);

    /** On connections of their own, so that appends never wait for those who read. */
    @Bean
    @DependsOnDatabaseInitialization
    AppendLog appendWriter(
            JdbcConnectionDetails database,
            DatabasePools pools,
            AppendProperties properties,
            DSLContext dsl,
            ProblemCodec problems,
            ObjectProvider<MeterRegistry> registry,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        SQLDialect dialect = dsl.dialect().family();
        HikariDataSource connections = pools.open(pool(database, properties, dialect));
        GroupTransaction writer =
                new GroupTransaction(connections, dialect, statements(dialect, problems), properties.timeout());
        MeterRegistry meters = registry.getIfAvailable(SimpleMeterRegistry::new);
        GroupCommit<Append> groups = new GroupCommit<>(new MeasuredGroups(writer, meters), properties.limits());
        meters.gauge("fluvius.append.waiting", groups, GroupCommit::waiting);
        return new AppendLog(groups, eventSerializer, connections::close);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            Configuration configuration,
            DataSource dataSource,
            PersistenceExceptionResolver exceptions,
            AppendLog writer,
            Snapshots snapshots,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        JdbcEventStorageEngine.Builder engine = JdbcEventStorageEngine.builder()
                // a statement is its own transaction: nobody holds a connection for a whole unit of work
                .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
                .transactionManager(NoTransactionManager.instance())
                .persistenceExceptionResolver(exceptions)
                .schema(EventSchemas.EVENTS)
                .readEventDataWithGaps(GapQuery::of)
                .dataType(String.class)
                // sequence numbers have no gaps, so a batch that is not full is the last
                .finalAggregateBatchPredicate(batch -> batch.size() < BATCH)
                .batchSize(BATCH)
                .eventSerializer(eventSerializer)
                .snapshotSerializer(snapshots.serializer())
                .upcasterChain(configuration.upcasterChain())
                .snapshotFilter(configuration.snapshotFilter());
        return new GroupCommitEventStorageEngine(engine, writer, GAPS);
    }

    @Bean
    @ConditionalOnMissingBean
    UniqueValues uniqueValues(AppendLog writer) {
        return uniqueValuesOf(writer);
    }

    @Bean
    AppendedReceipts outcomes(AppendLog writer, DSLContext dsl, ProblemCodec problems) {
        return new AppendedReceipts(writer, new JdbcCommandReceipts(dsl, problems));
    }

    private static HikariConfig pool(JdbcConnectionDetails database, AppendProperties properties, SQLDialect dialect) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("appends");
        config.setJdbcUrl(database.getJdbcUrl());
        config.setUsername(database.getUsername());
        config.setPassword(database.getPassword());
        config.setMaximumPoolSize(properties.writers());
        config.setConnectionTimeout(Math.max(250, properties.timeout().toMillis()));
        if (dialect == SQLDialect.POSTGRES) {
            config.setConnectionInitSql("set lock_timeout = " + LOCK_TIMEOUT + "; " + PostgresGroupInsert.SESSION);
            // in seconds; a server that is gone without a word must not hold everybody up
            config.addDataSourceProperty(
                    "socketTimeout", Math.max(1, properties.timeout().toSeconds()));
        } else {
            config.setConnectionInitSql("set lock_timeout " + LOCK_TIMEOUT);
        }
        return config;
    }

    static UniqueValues uniqueValuesOf(AppendLog writer) {
        return new TransactionalUniqueValues(
                values -> UnitOfWorkAppend.with(writer, pending -> values.accept(pending.values())));
    }

    static GroupInsert statements(SQLDialect dialect, ProblemCodec problems) {
        return dialect == SQLDialect.POSTGRES ? new PostgresGroupInsert(problems) : new BatchedGroupInsert(problems);
    }
}
