package io.fluvius.processing;

import io.fluvius.domain.Automation;
import io.fluvius.projection.EventApplier;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.config.EventProcessingConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;

/** The processors of this application by name. Safe for use by many threads. */
public final class ProcessorKinds {

    private final Supplier<EventProcessingConfiguration> processing;
    private final EventApplier views;
    private final ListableBeanFactory beans;

    ProcessorKinds(Supplier<EventProcessingConfiguration> processing, EventApplier views, ListableBeanFactory beans) {
        this.processing = processing;
        this.views = views;
        this.beans = beans;
    }

    /** The names of all processors in alphabetical order. */
    public Collection<String> names() {
        return new TreeSet<>(processing.get().eventProcessors().keySet());
    }

    /** Returns what a processor does with events; empty if the application has no processor with this name. */
    public Optional<ProcessorKind> of(String processor) {
        return processing.get().eventProcessors().containsKey(processor)
                ? Optional.of(kind(processor))
                : Optional.empty();
    }

    private ProcessorKind kind(String processor) {
        if (views.maintainsView(processor)) {
            return ProcessorKind.PROJECTION;
        }
        if (automations().contains(processor)) {
            return ProcessorKind.AUTOMATION;
        }
        return processing.get().sagaConfigurations().stream()
                        .anyMatch(saga -> processing
                                .get()
                                .sagaProcessingGroup(saga.type())
                                .equals(processor))
                ? ProcessorKind.SAGA
                : ProcessorKind.OWN_READ_MODEL;
    }

    private Set<String> automations() {
        return beans.getBeansWithAnnotation(Automation.class).keySet().stream()
                .flatMap(bean -> Optional.ofNullable(beans.findAnnotationOnBean(bean, Automation.class)).stream())
                .map(Automation::value)
                .collect(Collectors.toSet());
    }
}
