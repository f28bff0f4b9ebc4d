package io.fluvius.processing.saga;

import io.fluvius.domain.text.Identifiers;
import java.util.stream.IntStream;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.SagaConfiguration;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.SagaManagerSpanFactory;
import org.axonframework.modelling.saga.SagaRepository;
import org.springframework.beans.BeanUtils;

/**
 * Axon's manager of sagas, with identifiers that derive from the event that starts a saga. If the event is delivered again,
 * because the saga could not be stored, the saga has the same identifier, and so have its commands. Safe for use by many
 * threads.
 *
 * @param <T> the saga
 */
final class StableSagaManager<T> extends AnnotatedSagaManager<T> {

    private StableSagaManager(Builder<T> builder) {
        super(builder);
    }

    static <T> StableSagaManager<T> of(Class<T> saga, Configuration axon) {
        EventProcessingConfiguration processing = axon.eventProcessingConfiguration();
        return new StableSagaManager<>(AnnotatedSagaManager.<T>builder()
                .sagaType(saga)
                .sagaFactory(() -> BeanUtils.instantiateClass(saga))
                .sagaRepository(new SagasOfTenant<>(repository(saga, processing)))
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(saga))
                .listenerInvocationErrorHandler(
                        processing.listenerInvocationErrorHandler(processing.sagaProcessingGroup(saga)))
                .spanFactory(axon.getComponent(SagaManagerSpanFactory.class)));
    }

    @SuppressWarnings("unchecked") // the configuration has the type of the saga
    private static <T> SagaRepository<T> repository(Class<T> saga, EventProcessingConfiguration processing) {
        return (SagaRepository<T>) processing.sagaConfigurations().stream()
                .filter(configuration -> configuration.type().equals(saga))
                .findFirst()
                .map(SagaConfiguration::repository)
                .orElseThrow();
    }

    @Override
    protected String createSagaIdentifier(Segment segment) {
        String start = CurrentUnitOfWork.get().getMessage().getIdentifier() + "/"
                + getSagaType().getSimpleName() + "/";
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> SagasOfTenant.identifier(
                        Identifiers.derived(start + number).toString()))
                .filter(identifier -> matchesSegment(segment, identifier))
                .findFirst()
                .orElseThrow();
    }
}
