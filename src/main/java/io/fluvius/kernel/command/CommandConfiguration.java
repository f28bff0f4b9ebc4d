package io.fluvius.kernel.command;

import io.fluvius.kernel.AggregateId;
import io.fluvius.kernel.CommandProcessor;
import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.Domain;
import io.fluvius.kernel.Domains;
import io.fluvius.kernel.Outcomes;
import io.fluvius.kernel.StateManager;
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
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The write side's parts, and where they hook into Axon. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    @Bean
    Domains domains(
            ObjectProvider<Domain> domains,
            ObjectProvider<CommandProcessor> processor,
            ObjectProvider<StateManager> state,
            Validator validator) {
        return new DomainRegistry(domains, processor, state, validator);
    }

    @Bean(destroyMethod = "close")
    ExecutorService commandExecutor(CommandProperties properties) {
        return Executors.newFixedThreadPool(
                properties.concurrency(), Thread.ofVirtual().name("command-", 0).factory());
    }

    @Bean
    CommandProcessor commandProcessor(
            CommandGateway gateway,
            CommandBus commandBus,
            EventStore eventStore,
            CommandReceipts receipts,
            Outcomes outcomes,
            ExecutorService commandExecutor) {
        OutcomeRecorder recorder = new OutcomeRecorder(outcomes);
        commandBus.registerHandlerInterceptor(recorder);
        eventStore.registerDispatchInterceptor(recorder);
        return new GatewayCommandProcessor(
                gateway,
                receipts,
                aggregate -> eventStore
                        .lastSequenceNumberFor(aggregate.id().toString())
                        .isPresent(),
                commandExecutor);
    }

    /** One language for all messages, whatever the machine or the client speaks. */
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
        return new Correlation();
    }

    @Bean
    CommandTargetResolver commandTargetResolver() {
        return new MetaDataCommandTargetResolver(AggregateId.KEY);
    }

    @Bean
    RoutingStrategy routingStrategy() {
        return MetaDataRoutingStrategy.builder().metaDataKey(AggregateId.KEY).build();
    }
}
