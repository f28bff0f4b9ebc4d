package io.fluvius.aggregate;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.progress.Signal;
import java.util.stream.Collectors;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.axonframework.spring.stereotype.Aggregate;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures how every aggregate is loaded, without any setting in its domain. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@EnableConfigurationProperties({AggregateProperties.class, SnapshotProperties.class})
class AggregateAutoConfiguration {

    @Bean
    AggregateTypes aggregateTypes(ListableBeanFactory beans) {
        return AggregateTypes.of(beans);
    }

    @Bean
    SmartInitializingSingleton evolutionCheck(AggregateTypes types, DomainRegistry domains) {
        return () -> EvolutionCheck.verify(
                types.all(),
                domains.all().stream().flatMap(it -> it.events().stream()).collect(Collectors.toSet()));
    }

    @Bean
    Snapshots snapshots(AggregateTypes types, DomainRegistry domains, PersonalKeys keys) {
        return new Snapshots(types, new PersonalStates(domains.all(), keys));
    }

    @Bean
    BackgroundSnapshotter snapshotter(
            Configuration configuration,
            EventStore events,
            ParameterResolverFactory parameters,
            HandlerDefinition handlers,
            Snapshots snapshots) {
        SpringAggregateSnapshotter.Builder builder = SpringAggregateSnapshotter.builder()
                .eventStore(events)
                .repositoryProvider(configuration::repository)
                .parameterResolverFactory(parameters)
                .handlerDefinition(handlers);
        return new BackgroundSnapshotter(builder, snapshots);
    }

    /** Runs before the modules of the aggregates create their components. */
    @Bean
    ConfigurerModule loadingAggregates(
            AggregateTypes types,
            Snapshots snapshots,
            SnapshotProperties snapshotProperties,
            AggregateProperties properties,
            @Qualifier("forgotten") Signal forgotten) {
        AggregateCache cache = new AggregateCache(properties.cached());
        // the state of the aggregate may contain what the person wants forgotten
        forgotten.addListener(cache::clear);
        return configurer -> configurer.onInitialize(configuration -> {
            for (AggregateConfigurer<?> aggregate : configuration.findModules(AggregateConfigurer.class)) {
                aggregate.configureSnapshotFilter(it -> snapshots.filterFor(aggregate.aggregateType()));
                if (!hasCustomRepository(aggregate.aggregateType())) {
                    configureRepository(aggregate, types, snapshotProperties, cache);
                }
            }
        });
    }

    private static <T> void configureRepository(
            AggregateConfigurer<T> aggregate,
            AggregateTypes types,
            SnapshotProperties properties,
            AggregateCache cache) {
        aggregate.configureRepository(configuration ->
                new CachingRepository<>(aggregate, configuration, types, triggers(configuration, properties), cache));
    }

    private static SnapshotTriggerDefinition triggers(Configuration configuration, SnapshotProperties properties) {
        return new SnapshotTriggers(configuration.getComponent(Snapshotter.class), properties);
    }

    private static boolean hasCustomRepository(Class<?> aggregate) {
        Aggregate annotation = aggregate.getAnnotation(Aggregate.class);
        return annotation != null && !annotation.repository().isEmpty();
    }
}
