package io.fluvius.command;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.CurrentCaller;
import io.fluvius.command.payload.PayloadConstraints;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Commands;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.personal.PersonalMembers;
import io.fluvius.problem.FailureClassifier;
import io.fluvius.problem.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.distributed.MetaDataRoutingStrategy;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.MetaDataCommandTargetResolver;
import org.axonframework.serialization.Serializer;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** Configures the processing of commands and registers its interceptors with Axon. */
@AutoConfiguration(before = {AxonAutoConfiguration.class, AxonServerBusAutoConfiguration.class})
@EnableConfigurationProperties(CommandProperties.class)
class CommandAutoConfiguration {

    @Bean
    CommandMeters commandMeters(ObjectProvider<MeterRegistry> registry) {
        return new CommandMeters(registry.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    CommandFactory commandFactory(DomainRegistry domains, Validator validator, CommandMeters meters) {
        return new CommandFactory(domains, validator, meters);
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
    CommandPreparation commandPreparation(CommandFactory commands) {
        return new CommandPreparation(commands);
    }

    @Bean
    CommandExecution commandExecution(
            EventStore eventStore,
            CommandReceipts receipts,
            Failures failures,
            PersonalKeys keys,
            CommandProperties properties) {
        return new CommandExecution(
                receipts,
                failures,
                aggregate -> eventStore
                        .lastSequenceNumberFor(aggregate.id().toString())
                        .isPresent(),
                command -> PersonalMembers.isIn(command.payload())
                        && keys.isForgotten(command.aggregate().id())
                        // another tenant does not learn that a person was forgotten
                        && Tenant.ofFirst(eventStore.readEvents(
                                        command.aggregate().id().toString(), 0))
                                .filter(command.tenant()::equals)
                                .isPresent(),
                properties.concurrency());
    }

    @Bean
    @Qualifier("localSegment") LocalCommandBus commandBus(
            org.axonframework.config.Configuration axon,
            DuplicateCommandHandlerResolver duplicates,
            CommandPreparation preparation,
            CommandExecution execution,
            SuccessReceipts receipts,
            EventStore eventStore,
            PlatformTransactionManager transactions,
            Failures failures,
            CommandMeters meters,
            CommitCheck check,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        // no bean, because Axon would register it a second time
        CommandResultInterceptor results = new CommandResultInterceptor(receipts);
        eventStore.registerDispatchInterceptor(results);
        IndependentWork independent = new IndependentWork(transactions);
        // in the unit of work, the store would find the events that the dry run has published
        DryRunInterceptor dryRuns = new DryRunInterceptor(
                check,
                aggregate -> independent.call(
                        () -> eventStore.lastSequenceNumberFor(aggregate).isPresent()),
                eventSerializer);
        return new LocalCommandBus(
                axon, duplicates, preparation, execution, results, dryRuns, independent, failures, meters);
    }

    /** Runs when all command handlers have been subscribed. */
    @Bean
    ConfigurerModule commandHandlerCheck(ObjectProvider<LocalCommandBus> bus, CommandFactory commands) {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(
                Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS + 1,
                () -> CommandHandlerCheck.verify(commands, bus.getObject().subscribed())));
    }

    /** A bus that reaches other nodes prepares a command before it looks for the node that handles the aggregate. */
    @Bean
    @ConditionalOnMissingBean
    CommandGateway commandGateway(
            CommandBus bus, CommandPreparation preparation, CommandExecution execution, Failures failures) {
        boolean isLocal = bus instanceof LocalCommandBus;
        if (!isLocal) {
            bus.registerDispatchInterceptor(messages -> (index, message) -> preparation.prepare(message));
        }
        return new ProblemCommandGateway(
                DefaultCommandGateway.builder().commandBus(bus),
                isLocal ? command -> Optional.empty() : execution::firstOutcome,
                failures);
    }

    @Bean
    @ConditionalOnMissingBean
    CommandProcessor commandProcessor(
            CommandGateway gateway,
            CommandBus bus,
            LocalCommandBus local,
            Failures failures,
            CurrentCaller caller,
            CommandAuthorization authorization,
            ExecutorService commandExecutor) {
        CommandGateway dryRuns = bus == local
                ? gateway
                : DefaultCommandGateway.builder()
                        .commandBus(local)
                        .dispatchInterceptors(List.of(authorization))
                        .build();
        return new GatewayCommandProcessor(gateway, dryRuns, failures, caller, commandExecutor);
    }

    @Bean
    CommandAuthorization commandAuthorization(AccessPolicy access, CommandFactory commands) {
        return new CommandAuthorization(access, commands);
    }

    /** On the bus and not on a gateway, so that no sender can do without it. */
    @Bean
    SmartInitializingSingleton commandsOfAllowedCallers(CommandBus bus, CommandAuthorization authorization) {
        return () -> bus.registerDispatchInterceptor(authorization);
    }

    @Bean
    Commands commands(CommandGateway gateway) {
        return new GatewayCommands(gateway);
    }

    @Bean
    ValidationConfigurationCustomizer payloadConstraints() {
        return PayloadConstraints::configure;
    }

    /** Handlers are looked for when all beans are defined, so the commands are requested only then. */
    @Bean
    HandlerEnhancerDefinition commandNames(ObjectProvider<CommandFactory> commands) {
        return new CommandNames(payload -> commands.getObject().find(payload));
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
