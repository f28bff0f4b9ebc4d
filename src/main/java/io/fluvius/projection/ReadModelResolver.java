package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.progress.Signal;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.ListenerInvocationErrorHandler;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * Resolves the {@link ReadModel} parameters of event handlers. All read models of a unit of work record into one
 * {@link ProjectionBatch}. An event whose handler has a read model and fails, or
 * whose payload cannot be read, becomes a dead letter. If a handler without
 * a read model fails, its processor stops and retries later.
 */
final class ReadModelResolver implements ParameterResolverFactory, ListenerInvocationErrorHandler {

    private static final String RESOURCE = ProjectionBatch.class.getName();

    private final Supplier<ViewTables> tables;
    private final Function<String, ProjectionBatch> batches;
    private final Signal projected;
    /** The processing groups of the classes that have handlers with a read model. */
    private final Map<Class<?>, String> projections = new ConcurrentHashMap<>();

    /**
     * Axon creates the resolvers before the domains and the database are available, so both are looked up for each batch.
     *
     * @param batches creates a batch for a processing group
     */
    ReadModelResolver(Supplier<ViewTables> tables, Function<String, ProjectionBatch> batches, Signal projected) {
        this.tables = tables;
        this.batches = batches;
        this.projected = projected;
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        if (parameters[index].getType() != ReadModel.class) {
            return null;
        }
        ProcessingGroup group = handler.getDeclaringClass().getAnnotation(ProcessingGroup.class);
        if (group == null) {
            throw new IllegalStateException(handler.getDeclaringClass() + " has a handler with a ReadModel and so needs"
                    + " a permanent name: annotate it with @ProcessingGroup");
        }
        ResolvableType view =
                ResolvableType.forType(parameters[index].getParameterizedType()).getGeneric();
        projections.put(handler.getDeclaringClass(), group.value());
        return new Resolver(group.value(), view.toClass().asSubclass(Record.class));
    }

    @Override
    public void onError(Exception failure, EventMessage<?> event, EventMessageHandler handler) throws Exception {
        if (failure instanceof SerializationException) {
            registerUnreadable(event, handler);
        }
        Optional<ProjectionBatch> batch =
                CurrentUnitOfWork.map(work -> (ProjectionBatch) work.root().getResource(RESOURCE));
        if (batch.isEmpty() || !batch.get().fail(event.getIdentifier(), failure)) {
            throw failure;
        }
    }

    /** The payload of an event is read before the read model is resolved, so an event that cannot be read is not in the batch yet. */
    private void registerUnreadable(EventMessage<?> event, EventMessageHandler handler) {
        String processingGroup = projections.get(handler.getTargetType());
        if (processingGroup != null && event instanceof DomainEventMessage<?> domainEvent) {
            batch(processingGroup).changes(domainEvent);
        }
    }

    private ProjectionBatch batch(String processingGroup) {
        UnitOfWork<?> work = CurrentUnitOfWork.get();
        return work.root().getOrComputeResource(RESOURCE, key -> {
            ProjectionBatch batch = batches.apply(processingGroup);
            work.onPrepareCommit(committing -> batch.write());
            // on cleanup, because only then has the processor updated its own progress
            work.onCleanup(finished -> projected.raise());
            return batch;
        });
    }

    private final class Resolver implements ParameterResolver<ReadModel<?>> {

        private final String processingGroup;
        private final Class<? extends Record> view;

        Resolver(String processingGroup, Class<? extends Record> view) {
            this.processingGroup = processingGroup;
            this.view = view;
        }

        @Override
        public ReadModel<?> resolveParameterValue(Message<?> message) {
            DomainEventMessage<?> event = (DomainEventMessage<?>) message;
            EventChanges replayed = CurrentUnitOfWork.get().getResource(EventChanges.RESOURCE);
            EventChanges changes = replayed == null ? batch(processingGroup).changes(event) : replayed;
            return changes.readModel(tables.get().of(view));
        }

        @Override
        public boolean matches(Message<?> message) {
            return message instanceof DomainEventMessage;
        }
    }
}
