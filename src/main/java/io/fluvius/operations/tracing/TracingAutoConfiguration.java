package io.fluvius.operations.tracing;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import org.axonframework.eventhandling.DefaultEventProcessorSpanFactory;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.springboot.autoconfig.AxonTracingAutoConfiguration;
import org.axonframework.tracing.SpanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects Axon with the tracing of Micrometer, when it is enabled. */
@AutoConfiguration(before = AxonTracingAutoConfiguration.class)
@EnableConfigurationProperties(TracingProperties.class)
class TracingAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(TracingProperties.PREFIX + ".enabled")
    static class Enabled {

        /** Longer than a processor is behind, except in a replay, whose events belong to traces of long ago. */
        private static final Duration MAX_AGE = Duration.ofMinutes(2);

        @Bean
        SpanFactory spanFactory(Tracer tracer, Propagator propagator) {
            return new TraceSpans(tracer, propagator);
        }

        @Bean
        EventProcessorSpanFactory eventProcessorSpanFactory(SpanFactory spans) {
            return DefaultEventProcessorSpanFactory.builder()
                    .spanFactory(spans)
                    .distributedInSameTrace(true)
                    .distributedInSameTraceTimeLimit(MAX_AGE)
                    .build();
        }
    }
}
