package io.fluvius.command;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.FailureClassifier;
import io.fluvius.problem.Failures;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.distributed.MetaDataRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.MetaDataCommandTargetResolver;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;

/** Configures the processing of commands and registers its interceptors with Axon. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@EnableConfigurationProperties(CommandProperties.class)
class CommandAutoConfiguration {

    @Bean
    CommandFactory commandFactory(DomainRegistry domains, Validator validator) {
        return new CommandFactory(domains, validator);
    }

    @Bean
    FailureClassifier commandFailures() {
        return new CommandFailures();
    }

    @Bean(destroyMethod = "close")
    ExecutorService commandExecutor(CommandProperties properties) {
        return Executors.newFixedThreadPool(
                properties.concurrency(), Thread.ofVirtual().name("command-", 0).factory());
    }

    @Bean
    @ConditionalOnMissingBean
    CommandProcessor commandProcessor(
            CommandGateway gateway,
            CommandBus commandBus,
            EventStore eventStore,
            CommandReceipts receipts,
            SuccessReceipts successReceipts,
            Failures failures,
            ExecutorService commandExecutor,
            CommandProperties properties) {
        CommandResultInterceptor interceptor = new CommandResultInterceptor(successReceipts, failures);
        commandBus.registerHandlerInterceptor(interceptor);
        eventStore.registerDispatchInterceptor(interceptor);
        return new GatewayCommandProcessor(
                gateway,
                receipts,
                failures,
                aggregate -> eventStore
                        .lastSequenceNumberFor(aggregate.id().toString())
                        .isPresent(),
                commandExecutor,
                properties.concurrency());
    }

    /** Validation messages are English, independent of the locales of the server and the client. */
    @Bean
    ValidationConfigurationCustomizer englishMessages() {
        return configuration -> configuration.messageInterpolator(
                new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false));
    }

    @Bean
    HandlerEnhancerDefinition versionGuard() {
        return new VersionGuard();
    }

    @Bean
    CorrelationDataProvider correlation() {
        return new CorrelationProvider();
    }

    @Bean
    CommandTargetResolver commandTargetResolver() {
        return new MetaDataCommandTargetResolver(AggregateId.KEY);
    }

    @Bean
    @ConditionalOnMissingBean
    RoutingStrategy routingStrategy() {
        return MetaDataRoutingStrategy.builder().metaDataKey(AggregateId.KEY).build();
    }
}
