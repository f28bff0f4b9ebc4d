package io.fluvius.operations.processor;

import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.Processors;
import io.fluvius.processing.ProcessorKinds;
import io.fluvius.processing.ProcessorSurvey;
import io.fluvius.processing.control.ProcessorSwitch;
import io.fluvius.processing.control.SegmentRequests;
import io.fluvius.processing.control.TokenReset;
import io.fluvius.projection.RebuildRecords;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Operations on processors, in Java and over HTTP. */
@AutoConfiguration
class ProcessorOperationsAutoConfiguration {

    @Bean
    Processors processors(
            ProcessorSurvey survey,
            ProcessorKinds kinds,
            ProcessorSwitch processors,
            SegmentRequests requests,
            TokenReset resets,
            RebuildRecords rebuilds,
            OperatorActions actions) {
        Clock clock = Clock.systemUTC();
        return new ControlledProcessors(
                new ProcessorStates(survey, kinds, processors, rebuilds, clock),
                survey,
                processors,
                requests,
                resets,
                actions,
                clock);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Http {

        @Bean
        ProcessorController processorController(Processors processors) {
            return new ProcessorController(processors);
        }

        @Bean
        OpenApiOperations processorOpenApi() {
            return new ProcessorOpenApi();
        }
    }
}
