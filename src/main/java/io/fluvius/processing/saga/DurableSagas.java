package io.fluvius.processing.saga;

import io.fluvius.domain.record.Names;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.spring.stereotype.Saga;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Registers every {@link Saga} of the application with a {@link StableSagaManager}, before Axon registers it with its own
 * manager. The processor of a saga has the name of its class in kebab case.
 */
final class DurableSagas implements BeanDefinitionRegistryPostProcessor, PriorityOrdered {

    /** Axon skips a saga that has a bean with this suffix. */
    private static final String REGISTRAR = "$$Registrar";

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        // the classes of the sagas are known later
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String saga : beans.getBeanNamesForAnnotation(Saga.class)) {
            Class<?> type = beans.getType(saga);
            if (type != null && beans instanceof BeanDefinitionRegistry registry) {
                registry.registerBeanDefinition(
                        saga + REGISTRAR,
                        BeanDefinitionBuilder.genericBeanDefinition(
                                        ConfigurerModule.class, () -> configurer -> register(type, configurer))
                                .getBeanDefinition());
            }
        }
    }

    private static <T> void register(Class<T> saga, Configurer configurer) {
        configurer
                .eventProcessing()
                .assignHandlerTypesMatching(Names.kebab(saga), saga::equals)
                .registerSaga(saga, it -> it.configureSagaManager(axon -> StableSagaManager.of(saga, axon)));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
