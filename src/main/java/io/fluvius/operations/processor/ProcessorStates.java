package io.fluvius.operations.processor;

import io.fluvius.domain.Position;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.ReplayEstimate;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Suggestion;
import io.fluvius.processing.OperatedProcessor;
import io.fluvius.processing.ProcessorKind;
import io.fluvius.processing.ProcessorKinds;
import io.fluvius.processing.ProcessorSurvey;
import io.fluvius.processing.SurveyedProcessor;
import io.fluvius.processing.SurveyedProcessor.Claim;
import io.fluvius.processing.control.ProcessorSwitch;
import io.fluvius.projection.RebuildRecord;
import io.fluvius.projection.RebuildRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the states of processors. Safe for use by many threads. */
final class ProcessorStates {

    private static final Duration RECENT = Duration.ofMinutes(1);

    private final ProcessorSurvey survey;
    private final ProcessorKinds kinds;
    private final ProcessorSwitch processors;
    private final RebuildRecords rebuilds;
    private final Clock clock;

    ProcessorStates(
            ProcessorSurvey survey,
            ProcessorKinds kinds,
            ProcessorSwitch processors,
            RebuildRecords rebuilds,
            Clock clock) {
        this.survey = survey;
        this.kinds = kinds;
        this.processors = processors;
        this.rebuilds = rebuilds;
        this.clock = clock;
    }

    List<ProcessorStatus> all() {
        Set<String> stopped = processors.stopped();
        return survey.processors(survey.head()).stream()
                .map(surveyed -> status(surveyed, stopped.contains(surveyed.name())))
                .toList();
    }

    ProcessorStatus get(String name) {
        return status(surveyed(name), processors.isStopped(name));
    }

    /** After a reset to the tail, a processor reads and applies the events as a rebuild of its views does. */
    ReplayEstimate estimate(String name) {
        kind(name);
        return ReplayEstimate.of(
                survey.head().index(),
                rebuilds.find(name).map(RebuildRecord::eventsPerSecond).orElse(null));
    }

    ProcessorKind kind(String name) {
        return kinds.of(name)
                .orElseThrow(() -> Problem.of(
                                ProblemCode.NOT_FOUND,
                                "This application has no such processor" + Suggestion.of(name, kinds.names()))
                        .asException());
    }

    SurveyedProcessor surveyed(String name) {
        kind(name);
        return survey.processors(survey.head()).stream()
                .filter(surveyed -> surveyed.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    SurveyedProcessor.Segment segment(String name, int id) {
        List<SurveyedProcessor.Segment> segments = surveyed(name).segments();
        return segments.stream()
                .filter(segment -> segment.id() == id)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ProblemCode.NOT_FOUND,
                                name + " has no segment " + id + "; its segments are "
                                        + segments.stream()
                                                .map(SurveyedProcessor.Segment::id)
                                                .toList())
                        .asException());
    }

    /** Whether a node processes a segment. */
    boolean isProcessed(String name) {
        SurveyedProcessor surveyed = surveyed(name);
        return surveyed.count(Claim.UNCLAIMED) < surveyed.segments().size();
    }

    /** Whether no node processes a segment, and this one does not run the processor. */
    boolean isIdle(String name) {
        return !isProcessed(name)
                && processors.here(name).map(it -> !it.isRunning()).orElse(true);
    }

    private ProcessorStatus status(SurveyedProcessor surveyed, boolean isStopped) {
        Optional<OperatedProcessor> here = processors.here(surveyed.name());
        return new ProcessorStatus(
                surveyed.name(),
                kind(surveyed.name()).name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "pooled",
                isStopped,
                surveyed.count(Claim.UNCLAIMED) < surveyed.segments().size(),
                surveyed.segments().stream().anyMatch(SurveyedProcessor.Segment::isReplaying),
                here.map(OperatedProcessor::isInBacklog).orElse(false),
                surveyed.segments().stream().map(this::segment).toList(),
                here.map(OperatedProcessor::eventsPerSecond).orElse(0.0),
                surveyed.deadLetters(),
                here.flatMap(it -> it.failureAfter(clock.instant().minus(RECENT)))
                        .orElse(null));
    }

    private double secondsBehind(Position position) {
        return survey.timeOfNext(position)
                .map(time -> Math.max(0, Duration.between(time, clock.instant()).toMillis() / 1000.0))
                .orElse(0.0);
    }

    private ProcessorStatus.Segment segment(SurveyedProcessor.Segment segment) {
        Position position = segment.position();
        return new ProcessorStatus.Segment(
                segment.id(),
                segment.mask(),
                segment.mask() + 1L,
                segment.owner(),
                clock.instant().minus(segment.untouched()),
                position.toString(),
                segment.lag(),
                segment.lag() == 0 ? 0 : secondsBehind(position),
                segment.lag() == 0,
                segment.isReplaying());
    }
}
