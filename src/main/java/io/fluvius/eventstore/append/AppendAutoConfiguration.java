package io.fluvius.eventstore.append;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.aggregate.Snapshots;
import io.fluvius.command.CommitCheck;
import io.fluvius.database.DatabasePools;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.DatabaseEvents;
import io.fluvius.eventstore.log.DatabaseLog;
import io.fluvius.eventstore.log.EventDestination;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.receipt.EventReceipts;
import io.fluvius.eventstore.receipt.JdbcCommandReceipts;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.search.DatabaseEventLookup;
import io.fluvius.eventstore.search.EventLookup;
import io.fluvius.eventstore.unique.HeldValues;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.SpanFactory;
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

/** Appends events in groups, together with unique values and receipts. Not with Axon Server. */
@AutoConfiguration(before = {AxonAutoConfiguration.class, JdbcAutoConfiguration.class})
@EnableConfigurationProperties(AppendProperties.class)
@ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
class AppendAutoConfiguration {

    /** The number of events that the engine reads at once. */
    private static final int BATCH = 1000;

    /**
     * Writes on a connection of its own, so that appends never wait for reads. Measures groups: the number of appends in each
     * ({@code fluvius.append.group}), the time until all of them are durable or failed, retries included
     * ({@code fluvius.append.write}), and the number of appends in the queue ({@code fluvius.append.waiting}).
     */
    @Bean
    @DependsOnDatabaseInitialization
    AppendLog appendLog(
            JdbcConnectionDetails database,
            DatabasePools pools,
            AppendProperties properties,
            DSLContext dsl,
            ProblemCodec problems,
            ObjectProvider<MeterRegistry> registry,
            ObjectProvider<SpanFactory> spans,
            ImportGate gate,
            PersonalEvents personal,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        SQLDialect dialect = dsl.dialect().family();
        HikariDataSource connections = pools.open(pool(database, properties, dialect));
        GroupTransaction transaction =
                new GroupTransaction(connections, dialect, GroupInsert.of(dialect, problems), properties.timeout());
        MeterRegistry meters = registry.getIfAvailable(SimpleMeterRegistry::new);
        DistributionSummary sizes = DistributionSummary.builder("fluvius.append.group")
                .description("The commands that are written in one transaction")
                .register(meters);
        Timer times = Timer.builder("fluvius.append.write")
                .description("The time until a group is durable or has failed, with all attempts")
                .register(meters);
        GroupCommit.Sink<Append> measured = group -> {
            sizes.record(group.size());
            times.record(() -> transaction.write(group));
        };
        ExecutorService thread = dialect == SQLDialect.POSTGRES ? newThread() : null;
        GroupCommit<Append> groups = new GroupCommit<>(measured, properties.limits(), thread);
        Gauge.builder("fluvius.append.waiting", groups, GroupCommit::queueSize)
                .description("The commands that wait to be written")
                .register(meters);
        return new AppendLog(
                groups, eventSerializer, personal, spans.getIfAvailable(() -> NoOpSpanFactory.INSTANCE), gate, () -> {
                    connections.close();
                    if (thread != null) {
                        thread.close();
                    }
                });
    }

    @Bean
    @ConditionalOnMissingBean
    EventStorageEngine eventStorageEngine(
            Configuration configuration,
            DataSource dataSource,
            PersistenceExceptionResolver exceptions,
            AppendLog log,
            Snapshots snapshots,
            PersonalEvents personal,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        JdbcEventStorageEngine.Builder engine = JdbcEventStorageEngine.builder()
                // each statement is its own transaction: a unit of work holds no connection
                .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
                .transactionManager(NoTransactionManager.instance())
                .persistenceExceptionResolver(exceptions)
                .schema(EventStoreTables.AXON_SCHEMA)
                .readEventDataWithoutGaps(GroupCommitEventStorageEngine::eventsAfter)
                .dataType(String.class)
                // sequence numbers have no gaps, so the last batch is the first that is not full
                .finalAggregateBatchPredicate(batch -> batch.size() < BATCH)
                .batchSize(BATCH)
                .eventSerializer(eventSerializer)
                .snapshotSerializer(snapshots.serializer())
                .upcasterChain(configuration.upcasterChain())
                .snapshotFilter(configuration.snapshotFilter());
        return new GroupCommitEventStorageEngine(engine, log, personal);
    }

    @Bean
    @ConditionalOnMissingBean
    UniqueValues uniqueValues(AppendLog log) {
        return UnitOfWorkAppend.uniqueValues(log);
    }

    @Bean
    AppendedReceipts outcomes(AppendLog log, DSLContext dsl, ProblemCodec problems, PersonalEvents personal) {
        return new AppendedReceipts(log, new JdbcCommandReceipts(dsl, problems), new EventReceipts(dsl, personal));
    }

    @Bean
    CommitCheck commitCheck(DSLContext dsl, ImportGate gate) {
        HeldValues held = new HeldValues(dsl);
        return () -> gate.pass(() -> held.requireFree(UnitOfWorkAppend.claims()));
    }

    @Bean
    EventLog eventLog(DSLContext dsl, PersonalEvents personal) {
        return new DatabaseLog(dsl, personal);
    }

    @Bean
    EventLookup eventLookup(ReadOnlyDatabase database, PersonalEvents personal) {
        return new DatabaseEventLookup(database, personal);
    }

    @Bean
    EventDestination eventDestination(DataSource dataSource, DSLContext dsl, PersonalEvents personal) {
        return new DatabaseEvents(dataSource, dsl.dialect().family(), personal);
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("appends").factory());
    }

    private static HikariConfig pool(JdbcConnectionDetails database, AppendProperties properties, SQLDialect dialect) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("appends");
        config.setJdbcUrl(database.getJdbcUrl());
        config.setUsername(database.getUsername());
        config.setPassword(database.getPassword());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(Math.max(250, properties.timeout().toMillis()));
        if (dialect == SQLDialect.POSTGRES) {
            config.setConnectionInitSql(PostgresGroupInsert.SESSION_SETTINGS);
            // in seconds; commands must not wait for a server that has disappeared without closing the connection
            config.addDataSourceProperty(
                    "socketTimeout", Math.max(1, properties.timeout().toSeconds()));
        } else {
            config.setConnectionInitSql("set lock_timeout " + GroupInsert.LOCK_TIMEOUT);
        }
        return config;
    }
}
