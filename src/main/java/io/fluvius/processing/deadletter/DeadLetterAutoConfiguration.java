package io.fluvius.processing.deadletter;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.personal.PersonalTable;
import io.fluvius.problem.Failures;
import io.fluvius.processing.NodeProperties;
import io.fluvius.processing.ProcessingTables;
import io.fluvius.processing.ProcessorKinds;
import io.fluvius.progress.ParkedEvents;
import io.fluvius.progress.Signal;
import io.fluvius.projection.DeadLetters;
import io.fluvius.projection.EventApplier;
import java.time.Clock;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Dead letters: where they are stored, and how they are tried again. */
@AutoConfiguration(before = JdbcAutoConfiguration.class)
@EnableConfigurationProperties(DeadLetterProperties.class)
class DeadLetterAutoConfiguration {

    private final Clock clock = Clock.systemUTC();

    @Bean
    LetterAttempts letterAttempts(DSLContext dsl, NodeProperties node) {
        return new LetterAttempts(dsl, node.nodeId(), clock);
    }

    @Bean
    DeadLetterQueues deadLetterQueues(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            LetterAttempts attempts,
            PersonalMessages personal) {
        return processingGroup -> new UnboundedDeadLetterQueue(
                JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
                        .processingGroup(processingGroup)
                        .connectionProvider(connections)
                        .transactionManager(transactions)
                        .schema(ProcessingTables.DEAD_LETTER_SCHEMA)
                        .genericSerializer(serializer)
                        .eventSerializer(eventSerializer),
                processingGroup,
                attempts,
                personal);
    }

    @Bean
    @ConditionalOnMissingBean
    DeadLetters deadLetters(DSLContext dsl, DeadLetterQueues queues) {
        return new SequencedDeadLetters(dsl, queues::open);
    }

    @Bean
    ParkedEvents parkedEvents(ReadOnlyDatabase database) {
        return new StoredParkedEvents(database);
    }

    @Bean
    PersonalTable deadLettersOfPersons() {
        return DeadLetterTables.ofPersons("deadLetters", DeadLetterTables.LETTERS);
    }

    @Bean
    PersonalTable evictedDeadLettersOfPersons() {
        return DeadLetterTables.ofPersons("evictedDeadLetters", EvictedLetters.ofLetters());
    }

    @Bean
    DeadLetterMonitor deadLetterMonitor(DSLContext dsl) {
        return new DeadLetterMonitor(dsl);
    }

    @Bean
    DeadLetterStore deadLetterStore(
            ReadOnlyDatabase database, DSLContext dsl, Serializer serializer, PersonalEvents personal) {
        return new DeadLetterStore(database, dsl, new LetterRows(serializer, personal), clock);
    }

    @Bean
    LetterRetry letterRetry(
            DSLContext dsl,
            PlatformTransactionManager transactions,
            Serializer serializer,
            @Qualifier("eventSerializer") Serializer eventSerializer,
            ObjectProvider<Configuration> axon,
            EventApplier views,
            LetterAttempts attempts,
            PersonalEvents personal,
            PersonalMessages messages,
            Failures failures,
            @Qualifier("projected") Signal projected) {
        return new LetterRetry(
                dsl,
                new TransactionTemplate(transactions),
                new LetterRows(serializer, personal),
                eventSerializer,
                () -> new EventUpcasterChain(
                        messages.decryption(), axon.getObject().upcasterChain()),
                new LetterHandlers(views, () -> axon.getObject().eventProcessingConfiguration(), transactions),
                attempts,
                failures,
                projected,
                clock);
    }

    @Bean
    AutomaticRetries automaticRetries(
            DeadLetterStore letters, LetterRetry retry, ProcessorKinds kinds, DeadLetterProperties properties) {
        return new AutomaticRetries(letters, retry, kinds, new RetryDelays(properties), clock);
    }
}
