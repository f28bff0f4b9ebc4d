package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Signal;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;
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
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives event handlers their {@link ReadModel} parameters, one {@link ProjectionBatch} a unit of work, and turns the
 * failure of such a handler into a dead letter. A handler without a read model that fails stops its processor, which
 * tries again later.
 */
final class ReadModelResolver implements ParameterResolverFactory, ListenerInvocationErrorHandler {

    private static final String RESOURCE = ProjectionBatch.class.getName();

    // looked up late: Axon asks for resolvers before the domains and the database are there
    private final Supplier<ViewTables> tables;
    private final Supplier<DSLContext> dsl;
    private final Supplier<TransactionOperations> savepoint;
    private final Supplier<DeadLetters> deadLetters;
    private final Supplier<Failures> failures;
    private final Signal projected;

    ReadModelResolver(
            Supplier<ViewTables> tables,
            Supplier<DSLContext> dsl,
            Supplier<TransactionOperations> savepoint,
            Supplier<DeadLetters> deadLetters,
            Supplier<Failures> failures,
            Signal projected) {
        this.tables = tables;
        this.dsl = dsl;
        this.savepoint = savepoint;
        this.deadLetters = deadLetters;
        this.failures = failures;
        this.projected = projected;
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable handler, Parameter[] parameters, int index) {
        if (parameters[index].getType() != ReadModel.class) {
            return null;
        }
        ProcessingGroup group = handler.getDeclaringClass().getAnnotation(ProcessingGroup.class);
        if (group == null) {
            throw new IllegalStateException(handler.getDeclaringClass() + " keeps a read model and so needs a name"
                    + " for life: annotate it with @ProcessingGroup");
        }
        ParameterizedType type = (ParameterizedType) parameters[index].getParameterizedType();
        return new Resolver(group.value(), ProjectionBean.view(type).asSubclass(Record.class));
    }

    @Override
    public void onError(Exception failure, EventMessage<?> event, EventMessageHandler handler) throws Exception {
        Optional<ProjectionBatch> batch =
                CurrentUnitOfWork.map(work -> (ProjectionBatch) work.root().getResource(RESOURCE));
        if (batch.isEmpty() || !batch.get().fail(event.getIdentifier(), failure)) {
            throw failure;
        }
    }

    private ProjectionBatch batch(String processingGroup) {
        UnitOfWork<?> work = CurrentUnitOfWork.get();
        return work.root().getOrComputeResource(RESOURCE, key -> {
            ProjectionBatch batch =
                    new ProjectionBatch(processingGroup, dsl.get(), savepoint.get(), deadLetters.get(), failures.get());
            work.onPrepareCommit(committing -> batch.write());
            // when all is over: by then the processor knows its own progress
            work.onCleanup(over -> projected.raise());
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
            ReadModelOverride<?> rows = CurrentUnitOfWork.get().getResource(ReadModelOverride.RESOURCE);
            return rows == null
                    ? batch(processingGroup).during(event, tables.get().of(view))
                    : rows.during(event, view);
        }

        @Override
        public boolean matches(Message<?> message) {
            return message instanceof DomainEventMessage;
        }
    }
}
