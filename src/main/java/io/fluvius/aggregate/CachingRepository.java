package io.fluvius.aggregate;

import io.fluvius.aggregate.AggregateCache.Root;
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
import org.axonframework.modelling.command.RepositoryProvider;
import org.axonframework.modelling.command.RepositorySpanFactory;
import org.jspecify.annotations.Nullable;

/**
 * Loads an aggregate from the state it had after its last command on this node, and from whatever events the store has
 * since: one query by index, which finds what other nodes decided too. State is taken out of the {@link AggregateCache} for that,
 * and goes back when the unit of work has committed; one that was rolled back leaves nothing. So every decision is
 * taken on the state that the store holds, as without a cache.
 */
final class CachingRepository<T> extends EventSourcingRepository<T> {

    private final EventStore events;
    private final RepositoryProvider repositories;
    private final SnapshotTriggerDefinition triggers;
    private final AggregateCache roots;

    CachingRepository(
            AggregateConfigurer<T> aggregate,
            Configuration configuration,
            AggregateTypes types,
            SnapshotTriggerDefinition triggers,
            AggregateCache roots) {
        super(builder(aggregate.aggregateType())
                .parameterResolverFactory(configuration.parameterResolverFactory())
                .handlerDefinition(configuration.handlerDefinition(aggregate.aggregateType()))
                .subtypes(types.below(aggregate.aggregateType()))
                .aggregateFactory(aggregate.aggregateFactory())
                .snapshotTriggerDefinition(triggers)
                .eventStore(configuration.eventStore())
                .repositoryProvider(configuration::repository)
                .spanFactory(configuration.getComponent(RepositorySpanFactory.class)));
        this.events = configuration.eventStore();
        this.repositories = configuration::repository;
        this.triggers = triggers;
        this.roots = roots;
    }

    @Override
    protected EventSourcedAggregate<T> doLoadWithLock(String aggregateIdentifier, @Nullable Long expectedVersion) {
        Root<T> root = roots.<T>take(getAggregateType(), aggregateIdentifier).orElse(null);
        return root == null
                ? super.doLoadWithLock(aggregateIdentifier, expectedVersion)
                : caughtUp(aggregateIdentifier, root);
    }

    private EventSourcedAggregate<T> caughtUp(String id, Root<T> root) {
        SnapshotTrigger trigger = triggers.reconfigure(getAggregateType(), root.trigger());
        EventSourcedAggregate<T> aggregate = EventSourcedAggregate.reconstruct(
                root.state(), aggregateModel(), root.version(), false, events, repositories, trigger);
        DomainEventStream since = events.readEvents(id, root.version() + 1);
        if (since.hasNext()) {
            aggregate.initializeState(since);
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
        CurrentUnitOfWork.get().afterCommit(committed -> keep(aggregate));
    }

    private void keep(EventSourcedAggregate<T> aggregate) {
        Long version = aggregate.version();
        if (version != null && !aggregate.isDeleted()) {
            roots.keep(
                    getAggregateType(),
                    aggregate.identifierAsString(),
                    new Root<>(aggregate.getAggregateRoot(), version, aggregate.getSnapshotTrigger()));
        }
    }
}
