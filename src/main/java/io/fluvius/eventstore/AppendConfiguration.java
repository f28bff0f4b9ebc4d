package io.fluvius.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.kernel.DatabasePools;
import io.fluvius.kernel.UniqueValues;
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
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** How events are appended where this application keeps them itself: in groups, with unique values and receipts. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false)
class AppendConfiguration {

    /**
     * In milliseconds: how long a group waits for a row that a transaction of somebody else is writing. Far longer than
     * such a transaction takes; all commands wait meanwhile, so then each of the group is tried by itself.
     */
    private static final int LOCK_TIMEOUT = 200;

    /** How many events are read at once, however many there are. */
    private static final int BATCH = 1000;

    /** A day, because clocks may differ or jump. */
    private static final Gaps GAPS = new Gaps(Duration.ofDays(1), 10_000);

    /** On connections of their own, so that appends never wait for those who read. */
    @Bean
    @DependsOnDatabaseInitialization
    AppendWriter appendWriter(
            JdbcConnectionDetails database,
            DatabasePools pools,
            AppendProperties properties,
            DSLContext dsl,
            Problems problems,
            ObjectProvider<MeterRegistry> registry,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        SQLDialect dialect = dsl.dialect().family();
        HikariDataSource connections = pools.open(pool(database, properties, dialect));
        GroupWriter writer = new GroupWriter(connections, dialect, statements(dialect, problems), properties.timeout());
        MeterRegistry meters = registry.getIfAvailable(SimpleMeterRegistry::new);
        GroupCommit<Append> groups = new GroupCommit<>(new MeasuredWriter(writer, meters), properties.limits());
        meters.gauge("fluvius.append.waiting", groups, GroupCommit::waiting);
        return new AppendWriter(groups, eventSerializer, connections::close);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            Configuration configuration,
            DataSource dataSource,
            PersistenceExceptionResolver exceptions,
            AppendWriter writer,
            Snapshots snapshots,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        JdbcEventStorageEngine.Builder engine = JdbcEventStorageEngine.builder()
                // a statement is its own transaction: nobody holds a connection for a whole unit of work
                .connectionProvider(new SpringDataSourceConnectionProvider(dataSource))
                .transactionManager(NoTransactionManager.instance())
                .persistenceExceptionResolver(exceptions)
                .schema(Schemas.EVENTS)
                .readEventDataWithGaps(GapsStatement::of)
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
    UniqueValues uniqueValues(AppendWriter writer) {
        return uniqueValuesOf(writer);
    }

    @Bean
    AppendedOutcomes outcomes(AppendWriter writer, DSLContext dsl, Problems problems) {
        return new AppendedOutcomes(writer, new JdbcCommandReceipts(dsl, problems));
    }

    @Bean
    @ConditionalOnBooleanProperty("fluvius.unique-values.rebuild")
    UniqueValueRebuild uniqueValueRebuild(EventStorageEngine events, DSLContext dsl) {
        return new UniqueValueRebuild(events, dsl);
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
            config.setConnectionInitSql("set lock_timeout = " + LOCK_TIMEOUT + "; " + PostgresGroups.SESSION);
            // in seconds; a server that is gone without a word must not hold everybody up
            config.addDataSourceProperty(
                    "socketTimeout", Math.max(1, properties.timeout().toSeconds()));
        } else {
            config.setConnectionInitSql("set lock_timeout " + LOCK_TIMEOUT);
        }
        return config;
    }

    static UniqueValues uniqueValuesOf(AppendWriter writer) {
        return new AppendedUniqueValues(
                values -> PendingAppend.with(writer, pending -> values.accept(pending.values())));
    }

    static GroupStatements statements(SQLDialect dialect, Problems problems) {
        return dialect == SQLDialect.POSTGRES ? new PostgresGroups(problems) : new BatchedGroups(problems);
    }
}
