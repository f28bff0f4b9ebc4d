package io.fluvius.eventstore.append;

import io.fluvius.environment.AppendOnlyEvents;
import io.fluvius.environment.DatabaseOnly;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.environment.TestDatabases;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.eventstore.event.EventSerializer;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.tracing.NoOpSpanFactory;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The storage engine of the application on a database of its own, for suites without Spring. Their tests run in no other
 * transactions than those of the engine.
 */
final class StoreUnderTest implements BeforeAllCallback, AfterAllCallback {

    private final String profile;
    private final String[] settings;
    private ConfigurableApplicationContext context;

    private StoreUnderTest(String profile, String[] settings) {
        this.profile = profile;
        this.settings = settings;
    }

    static StoreUnderTest onH2() {
        return new StoreUnderTest("default", TestDatabases.freshH2());
    }

    static StoreUnderTest onPostgres() {
        return new StoreUnderTest("postgres", TestDatabases.freshPostgres());
    }

    @Override
    public void beforeAll(ExtensionContext suite) {
        context = new SpringApplicationBuilder(DatabaseOnly.class)
                .profiles(profile)
                .web(WebApplicationType.NONE)
                .run(Stream.of(settings).map(setting -> "--" + setting).toArray(String[]::new));
        AppendOnlyEvents.lift(dsl());
    }

    @Override
    public void afterAll(ExtensionContext suite) {
        context.close();
    }

    /** The engine of the application with the changes of a test. */
    JdbcEventStorageEngine engine(UnaryOperator<JdbcEventStorageEngine.Builder> customization) {
        DataSource connections = context.getBean(DataSource.class);
        EventSerializer serializer = new EventSerializer(new EventNames(DefinedDomains.find()));
        JdbcEventStorageEngine.Builder engine = JdbcEventStorageEngine.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(connections))
                .transactionManager(NoTransactionManager.instance())
                .persistenceExceptionResolver(new SQLStateResolver("23505"))
                .schema(EventStoreTables.AXON_SCHEMA)
                .readEventDataWithoutGaps(GroupCommitEventStorageEngine::eventsAfter)
                .dataType(String.class)
                .finalAggregateBatchPredicate(batch -> batch.size() < 100)
                .batchSize(100)
                .eventSerializer(serializer)
                .snapshotSerializer(Jackson3Serializer.builder().build());
        return new GroupCommitEventStorageEngine(
                customization.apply(engine), log(connections, serializer), PersonalEvents.none());
    }

    private AppendLog log(DataSource connections, EventSerializer serializer) {
        SQLDialect dialect = dsl().dialect().family();
        Duration timeout = Duration.ofSeconds(30);
        GroupTransaction transaction =
                new GroupTransaction(connections, dialect, GroupInsert.of(dialect, new ProblemCodec()), timeout);
        return new AppendLog(
                new GroupCommit<>(transaction, new GroupCommit.Limits(100, 1_000, timeout), null),
                serializer,
                PersonalEvents.none(),
                NoOpSpanFactory.INSTANCE,
                new ImportGate(),
                () -> {});
    }

    DSLContext dsl() {
        return context.getBean(DSLContext.class);
    }

    /** Deletes all events and snapshots; the next event has the first index. */
    void clear() {
        dsl().execute("truncate table domain_event restart identity");
        dsl().execute("truncate table snapshot_event");
    }
}
