package io.fluvius.processing.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.processing.deadletter.DeadLetterQueues;
import io.fluvius.query.StateManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.annotation.HandlerEnhancerDefinition;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures an event processor for each automation. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
class AutomationAutoConfiguration {

    @Bean
    static AutomationParameters automationParameters(
            ObjectProvider<Commands> commands, ObjectProvider<StateManager> state) {
        return new AutomationParameters(commands::getObject, state::getObject);
    }

    @Bean
    HandlerEnhancerDefinition automationMeters(ObjectProvider<MeterRegistry> registry) {
        return new AutomationMeters(registry.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    ConfigurerModule automationProcessors(ListableBeanFactory beans, ObjectProvider<DeadLetterQueues> queues) {
        return configurer -> automations(beans)
                .forEach((name, type) -> configurer
                        .eventProcessing()
                        .assignHandlerTypesMatching(name, type::equals)
                        .registerDeadLetterQueue(
                                name, configuration -> queues.getObject().open(name))
                        .registerDeadLetterPolicy(name, configuration -> new AutomationParking()));
    }

    /** The classes of the automations by their names. */
    private static Map<String, Class<?>> automations(ListableBeanFactory beans) {
        Map<String, Class<?>> automations = new HashMap<>();
        for (String bean : beans.getBeanNamesForAnnotation(Automation.class)) {
            Class<?> type = beans.getType(bean);
            Automation automation = beans.findAnnotationOnBean(bean, Automation.class);
            if (type != null && automation != null && automations.put(automation.value(), type) != null) {
                throw new StartupRefusedException(
                        "Two automations have the name " + automation.value() + ".", "Rename the one that is newer.");
            }
        }
        return automations;
    }
}
