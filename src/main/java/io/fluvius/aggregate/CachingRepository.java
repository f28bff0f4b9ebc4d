package io.fluvius.aggregate;

import io.fluvius.aggregate.AggregateCache.CachedAggregate;
import io.fluvius.domain.Tenant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.RepositoryProvider;
import org.axonframework.modelling.command.RepositorySpanFactory;
import org.jspecify.annotations.Nullable;

/**
 * Loads an aggregate from its state after the last command on this node and the events that the store has since: one query
 * by index, which also finds the events of other nodes. Every decision is therefore made on the state in the store, as
 * without a cache. Loading takes the aggregate out of the {@link AggregateCache}; the repository puts it back
 * after the unit of work has committed, and after a rollback if the aggregate has applied no event, because only events
 * change its state.
 */
final class CachingRepository<T> extends EventSourcingRepository<T> {

    private final EventStore events;
    private final RepositoryProvider repositories;
    private final SnapshotTriggerDefinition triggers;
    private final AggregateCache cache;
    private final Set<String> types;

    CachingRepository(
            AggregateConfigurer<T> aggregate,
            Configuration configuration,
            AggregateTypes types,
            SnapshotTriggerDefinition triggers,
            AggregateCache cache) {
        super(builder(aggregate.aggregateType())
                .parameterResolverFactory(configuration.parameterResolverFactory())
                .handlerDefinition(configuration.handlerDefinition(aggregate.aggregateType()))
                .subtypes(types.subtypesOf(aggregate.aggregateType()))
                .aggregateFactory(aggregate.aggregateFactory())
                .snapshotTriggerDefinition(triggers)
                .eventStore(configuration.eventStore())
                .repositoryProvider(configuration::repository)
                .spanFactory(configuration.getComponent(RepositorySpanFactory.class)));
        this.events = configuration.eventStore();
        this.repositories = configuration::repository;
        this.triggers = triggers;
        this.cache = cache;
        this.types = Stream.concat(
                        Stream.of(aggregate.aggregateType()), types.subtypesOf(aggregate.aggregateType()).stream())
                .map(AggregateTypes::nameOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected EventSourcedAggregate<T> doLoadWithLock(String aggregateIdentifier, @Nullable Long expectedVersion) {
        CachedAggregate<T> cached =
                cache.<T>take(getAggregateType(), aggregateIdentifier).orElse(null);
        Tenant tenant = Tenant.ofHandledMessage();
        if (cached != null && !cached.tenant().equals(tenant)) {
            cache.put(getAggregateType(), aggregateIdentifier, cached);
            throw ofAnotherTenant(aggregateIdentifier);
        }
        EventSourcedAggregate<T> aggregate = cached == null
                ? super.doLoadWithLock(aggregateIdentifier, expectedVersion)
                : withLaterEvents(aggregateIdentifier, cached);
        Long loaded = aggregate.version();
        CurrentUnitOfWork.get().root().onRollback(failed -> {
            if (Objects.equals(aggregate.version(), loaded)) {
                putIntoCache(aggregate, tenant);
            }
        });
        return aggregate;
    }

    /** An aggregate of another type or tenant is not found, whichever identifier it has. */
    @Override
    protected DomainEventStream readEvents(String aggregateIdentifier) {
        DomainEventStream stream = super.readEvents(aggregateIdentifier);
        if (stream.hasNext() && !types.contains(stream.peek().getType())) {
            throw new AggregateNotFoundException(aggregateIdentifier, "An aggregate of another type has this id");
        }
        if (stream.hasNext() && !Tenant.of(stream.peek().getMetaData()).equals(Tenant.ofHandledMessage())) {
            throw ofAnotherTenant(aggregateIdentifier);
        }
        return stream;
    }

    private static AggregateNotFoundException ofAnotherTenant(String id) {
        return new AggregateNotFoundException(id, "The tenant has no aggregate with this id");
    }

    private EventSourcedAggregate<T> withLaterEvents(String id, CachedAggregate<T> cached) {
        SnapshotTrigger trigger = triggers.reconfigure(getAggregateType(), cached.trigger());
        EventSourcedAggregate<T> aggregate = EventSourcedAggregate.reconstruct(
                cached.state(), aggregateModel(), cached.version(), false, events, repositories, trigger);
        DomainEventStream later = events.readEvents(id, cached.version() + 1);
        if (later.hasNext()) {
            aggregate.initializeState(later);
        } else {
            trigger.initializationFinished();
        }
        if (aggregate.isDeleted()) {
            throw new AggregateDeletedException(id);
        }
        return aggregate;
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<T> aggregate) {
        Tenant tenant = Tenant.ofHandledMessage();
        CurrentUnitOfWork.get().afterCommit(committed -> putIntoCache(aggregate, tenant));
    }

    private void putIntoCache(EventSourcedAggregate<T> aggregate, Tenant tenant) {
        Long version = aggregate.version();
        if (version != null && !aggregate.isDeleted()) {
            cache.put(
                    getAggregateType(),
                    aggregate.identifierAsString(),
                    new CachedAggregate<>(
                            aggregate.getAggregateRoot(), tenant, version, aggregate.getSnapshotTrigger()));
        }
    }
}
