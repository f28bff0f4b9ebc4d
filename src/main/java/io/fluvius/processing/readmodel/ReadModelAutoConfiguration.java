package io.fluvius.processing.readmodel;

import io.fluvius.problem.Failures;
import io.fluvius.processing.deadletter.DeadLetterQueues;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.ParkedEvents;
import io.fluvius.progress.Signal;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** Gives the read models of an application the transactions, dead letters and positions that views have. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
class ReadModelAutoConfiguration {

    @Bean
    OwnReadModelReads ownReadModelReads(Freshness freshness, ParkedEvents parked) {
        return new OwnReadModelReads(freshness, parked);
    }

    @Bean
    static OwnReadModelHandlers ownReadModelHandlers(
            ObjectProvider<PlatformTransactionManager> transactions,
            ObjectProvider<OwnReadModelReads> reads,
            @Qualifier("projected") Signal projected) {
        return new OwnReadModelHandlers(transactions::getObject, reads::getObject, projected);
    }

    @Bean
    ConfigurerModule ownReadModelProcessors(
            ListableBeanFactory beans, ObjectProvider<DeadLetterQueues> queues, Failures failures) {
        return configurer -> {
            EventProcessingConfigurer processing = configurer.eventProcessing();
            processingGroups(beans)
                    .forEach(group -> processing
                            .registerDeadLetterQueue(
                                    group, axon -> queues.getObject().open(group))
                            .registerDeadLetterPolicy(group, axon -> new ParkingPolicy(failures))
                            .registerDeadLetteringEventHandlerInvokerConfiguration(
                                    group,
                                    (axon, invoker) -> invoker.allowReset(true).enableSequenceIdentifierCache()));
        };
    }

    /** A group in which another class maintains a view has the dead letters of that view. */
    private static Set<String> processingGroups(ListableBeanFactory beans) {
        Set<String> groups = new HashSet<>();
        Set<String> ofViews = new HashSet<>();
        for (String bean : beans.getBeanNamesForAnnotation(ProcessingGroup.class)) {
            Class<?> type = beans.getType(bean);
            ProcessingGroup group = beans.findAnnotationOnBean(bean, ProcessingGroup.class);
            if (type != null && group != null) {
                (OwnReadModel.maintainsView(type) ? ofViews : groups).add(group.value());
            }
        }
        groups.removeAll(ofViews);
        return groups;
    }
}
