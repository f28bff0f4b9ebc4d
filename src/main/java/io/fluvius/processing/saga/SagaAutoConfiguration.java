package io.fluvius.processing.saga;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.fluvius.aggregate.Snapshots;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.Automation;
import io.fluvius.personal.PersonalTable;
import io.fluvius.problem.RequiredPart;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.LifecycleHandlerInspector;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineManagerSpanFactory;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Stores sagas and deadlines, in the transactions of the events that they handle. */
@AutoConfiguration(before = {AxonAutoConfiguration.class, JdbcAutoConfiguration.class})
class SagaAutoConfiguration {

    private static final SagaSchema SCHEMA = SagaSchema.builder()
            .sagaEntryTable("saga_entry")
            .revisionColumn("revision")
            .serializedSagaColumn("serialized_saga")
            .associationValueEntryTable("association_value_entry")
            .associationKeyColumn("association_key")
            .associationValueColumn("association_value")
            .sagaIdColumn("saga_id")
            .sagaTypeColumn("saga_type")
            .build();

    /** How often due deadlines are looked for; a deadline is at most this late. */
    private static final Duration POLLING_INTERVAL = Duration.ofSeconds(1);

    /** A deadline of a killed node is executed by another one after four of these intervals. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);

    private static final int MISSED_HEARTBEATS = 4;

    /** After which a deadline that failed is tried again, until it succeeds. */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    /** Deadlines of one node that are executed at the same time. */
    private static final int DEADLINE_THREADS = 4;

    @Bean
    static PersonalTable sagasOfPersons() {
        return RunningSagas.ofPersons();
    }

    @Bean
    static DurableSagas durableSagas() {
        return new DurableSagas();
    }

    @Bean
    @ConditionalOnMissingBean
    SagaStore<Object> sagaStore(ConnectionProvider connections, Snapshots snapshots) {
        return JdbcSagaStore.builder()
                .connectionProvider(connections)
                .sqlSchema(new LockingSagaSchema(SCHEMA))
                .serializer(snapshots.serializer())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    DeadlineManager deadlineManager(
            DataSource database,
            Configuration axon,
            Serializer serializer,
            TransactionManager transactions,
            ObjectProvider<DbSchedulerDeadlineManager> self) {
        Scheduler scheduler = Scheduler.create(
                        new TransactionAwareDataSourceProxy(database),
                        retried(DbSchedulerDeadlineManager.binaryTask(self::getObject)))
                .threads(DEADLINE_THREADS)
                .pollingInterval(POLLING_INTERVAL)
                .heartbeatInterval(HEARTBEAT_INTERVAL)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .build();
        StoredDeadlines deadlines = new StoredDeadlines(DbSchedulerDeadlineManager.builder()
                .scheduler(scheduler)
                .scopeAwareProvider(new ConfigurationScopeAwareProvider(axon))
                .serializer(serializer)
                .transactionManager(transactions)
                .spanFactory(axon.getComponent(DeadlineManagerSpanFactory.class)));
        // the identifier of the message is generated anew each time the deadline is read
        deadlines.registerDispatchInterceptor(messages ->
                (index, message) -> message.andMetaData(Map.of(Automation.DEADLINE, message.getIdentifier())));
        deadlines.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        LifecycleHandlerInspector.registerLifecycleHandlers(axon, deadlines);
        return deadlines;
    }

    @Bean
    RunningSagas runningSagas(
            ReadOnlyDatabase database, ObjectProvider<EventProcessingConfiguration> processing, Snapshots snapshots) {
        return new RunningSagas(database, processing::getObject, snapshots.serializer());
    }

    @Bean
    PendingDeadlines pendingDeadlines(ReadOnlyDatabase database, Serializer serializer) {
        return new PendingDeadlines(database, serializer);
    }

    /** The same task, but tried again after {@link #RETRY_DELAY}, not after five minutes. */
    private static <T> Task<T> retried(Task<T> task) {
        return Tasks.oneTime(task.getName(), task.getDataClass())
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_DELAY))
                .execute(task::execute);
    }

    /** Refuses to start with a store that forgets sagas or deadlines. */
    @Bean
    SmartInitializingSingleton sagaCheck(SagaStore<?> store, DeadlineManager deadlines) {
        return () -> {
            RequiredPart.verify("saga store", JdbcSagaStore.class, store);
            RequiredPart.verify("deadline manager", DbSchedulerDeadlineManager.class, deadlines);
        };
    }
}
