package io.fluvius.operations.monitoring;

import io.fluvius.processing.ProcessorSurvey;
import io.fluvius.processing.SurveyedProcessor;
import io.fluvius.processing.SurveyedProcessor.Claim;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Gauges of the event store and the processors, by samples. A gauge is not a number while the store does not answer. Registered
 * when the application has started, because the processors are known then.
 */
final class ProcessorMeters implements ApplicationListener<ApplicationStartedEvent> {

    private static final String PROCESSOR = "processor";

    private final MeterRegistry meters;
    private final Sampler sampler;
    private final ProcessorSurvey survey;
    private final MultiGauge lags;

    ProcessorMeters(MeterRegistry meters, Sampler sampler, ProcessorSurvey survey) {
        this.meters = meters;
        this.sampler = sampler;
        this.survey = survey;
        this.lags = MultiGauge.builder("fluvius.processor.lag")
                .description("The events that a segment has yet to read; 0 when none of them belongs to it")
                .baseUnit("events")
                .register(meters);
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent started) {
        Gauge.builder(
                        "fluvius.events.position",
                        this,
                        it -> it.value(sample -> sample.head().index()))
                .description("The position of the last event in the store; -1 when it is empty")
                .register(meters);
        survey.names().forEach(this::register);
    }

    private void register(String processor) {
        Tags tags = Tags.of(PROCESSOR, processor);
        Gauge.builder(
                        "fluvius.processor.oldest",
                        this,
                        it -> it.value(processor, found -> found.oldest().toMillis() / 1000.0))
                .description(
                        "The age of the oldest event that the processor has never processed; 0 when it has caught up")
                .baseUnit("seconds")
                .tags(tags)
                .register(meters);
        Gauge.builder("fluvius.deadletters", this, it -> it.value(processor, SurveyedProcessor::deadLetters))
                .description("The events that are parked, because the processor could not handle them")
                .tags(tags)
                .register(meters);
        for (Claim claim : Claim.values()) {
            Gauge.builder("fluvius.processor.segments", this, it -> it.value(processor, found -> found.count(claim)))
                    .description("The segments of the processor, by the node that processes them")
                    .tags(tags.and("state", claim.name().toLowerCase(Locale.ROOT)))
                    .register(meters);
        }
    }

    /** Registers the gauges of the segments that a sample has, and removes those of other segments. */
    void registerSegments(Sample sample) {
        List<MultiGauge.Row<?>> rows = sample.processors().stream()
                .flatMap(processor ->
                        processor.segments().stream().<MultiGauge.Row<?>>map(segment -> row(processor, segment)))
                .toList();
        lags.register(rows);
    }

    private MultiGauge.Row<?> row(SurveyedProcessor processor, SurveyedProcessor.Segment segment) {
        return MultiGauge.Row.of(
                Tags.of(PROCESSOR, processor.name(), "segment", String.valueOf(segment.id())),
                this,
                it -> it.value(sample -> it.lag(sample, processor.name(), segment.id())));
    }

    private double lag(Sample sample, String processor, int segment) {
        return sample.processor(processor).stream()
                .flatMap(found -> found.segments().stream())
                .filter(found -> found.id() == segment)
                .mapToDouble(SurveyedProcessor.Segment::lag)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double value(String processor, ToDoubleFunction<SurveyedProcessor> value) {
        return value(sample -> Optional.of(sample)
                .flatMap(it -> it.processor(processor))
                .map(value::applyAsDouble)
                .orElse(Double.NaN));
    }

    private double value(ToDoubleFunction<Sample> value) {
        try {
            return value.applyAsDouble(sampler.current());
        } catch (TimeoutException | ExecutionException unknown) {
            return Double.NaN;
        }
    }
}
