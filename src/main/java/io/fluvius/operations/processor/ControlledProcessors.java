package io.fluvius.operations.processor;

import io.fluvius.domain.Position;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.Processors;
import io.fluvius.operations.ReplayEstimate;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.processing.OperatedProcessor;
import io.fluvius.processing.ProcessorSurvey;
import io.fluvius.processing.SurveyedProcessor;
import io.fluvius.processing.SurveyedProcessor.Claim;
import io.fluvius.processing.control.ProcessorSwitch;
import io.fluvius.processing.control.SegmentRequests;
import io.fluvius.processing.control.SegmentRequests.Action;
import io.fluvius.processing.control.TokenReset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;

/** Operates processors on this node and on others. */
final class ControlledProcessors implements Processors {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    /** More segments than threads and nodes to process them. */
    private static final int MAX_SEGMENTS = 256;

    private final ProcessorStates states;
    private final ProcessorSurvey survey;
    private final ProcessorSwitch processors;
    private final SegmentRequests requests;
    private final TokenReset resets;
    private final OperatorActions actions;
    private final Clock clock;

    ControlledProcessors(
            ProcessorStates states,
            ProcessorSurvey survey,
            ProcessorSwitch processors,
            SegmentRequests requests,
            TokenReset resets,
            OperatorActions actions,
            Clock clock) {
        this.states = states;
        this.survey = survey;
        this.processors = processors;
        this.requests = requests;
        this.resets = resets;
        this.actions = actions;
        this.clock = clock;
    }

    @Override
    public List<ProcessorStatus> all() {
        return states.all();
    }

    @Override
    public ProcessorStatus get(String name) {
        return states.get(name);
    }

    @Override
    public ReplayEstimate estimate(String name) {
        return states.estimate(name);
    }

    @Override
    public ProcessorStatus start(String name) {
        return actions.run("start-processor", name, Map.of(), () -> {
            states.kind(name);
            processors.start(name);
            await(() -> states.isProcessed(name));
            return states.get(name);
        });
    }

    @Override
    public ProcessorStatus stop(String name) {
        return actions.run("stop-processor", name, Map.of(), () -> {
            states.kind(name);
            processors.stop(name);
            await(() -> states.isIdle(name));
            return states.get(name);
        });
    }

    @Override
    public ProcessorStatus reset(String name, ResetTo to) {
        String place = to.time() == null
                ? to.place().name().toLowerCase(Locale.ROOT)
                : to.time().toString();
        return actions.run("reset-processor", name, Map.of("to", place), () -> resetTo(name, to));
    }

    private ProcessorStatus resetTo(String name, ResetTo to) {
        if (to.place() != ResetTo.Place.HEAD && !states.kind(name).isReplayable()) {
            throw wrongStateException(
                    name
                            + " sends commands or calls other systems because of events, so it never handles an event again; it can only be reset to head");
        }
        requireStopped(name);
        OperatedProcessor processor = processors.here(name).orElseThrow();
        try {
            switch (to.place()) {
                case TAIL -> resets.toTail(processor);
                case HEAD -> {
                    requireNoDeadLetters(name);
                    resets.toHead(processor);
                }
                case TIME -> {
                    Instant time = Objects.requireNonNull(to.time());
                    requireWithinLog(time);
                    requireNoDeadLetters(name);
                    resets.to(processor, time);
                }
            }
        } catch (UnableToClaimTokenException claimed) {
            throw wrongStateException("Another node runs " + name + "; stop it first");
        } catch (IllegalStateException refused) {
            throw wrongStateException(String.valueOf(refused.getMessage()));
        }
        return states.get(name);
    }

    private void requireStopped(String name) {
        if (!processors.isStopped(name) || !states.isIdle(name)) {
            throw wrongStateException(name + " is running; stop it before it is reset");
        }
    }

    /** Their events would be lost, or be handled in another order. */
    private void requireNoDeadLetters(String name) {
        long parked = states.surveyed(name).deadLetters();
        if (parked > 0) {
            throw wrongStateException(
                    name + " has " + parked + " dead letters; retry or evict them first, or reset it to tail");
        }
    }

    private void requireWithinLog(Instant time) {
        if (time.isAfter(clock.instant())) {
            throw invalidTimeException("is in the future; to continue after the last event, reset to head");
        }
        if (survey.timeOfNext(Position.START).map(time::isBefore).orElse(true)) {
            throw invalidTimeException("is before the first event; to handle all events again, reset to tail");
        }
    }

    private static RuntimeException invalidTimeException(String reason) {
        return Problem.of(ProblemCode.INVALID_PAYLOAD, "The time " + reason)
                .at("/to", reason)
                .asException();
    }

    @Override
    public ProcessorStatus split(String name, int segment) {
        return actions.run("split-segment", name, Map.of("segment", segment), () -> {
            SurveyedProcessor.Segment found = states.segment(name, segment);
            if (states.surveyed(name).segments().size() >= MAX_SEGMENTS) {
                throw wrongStateException(name + " has " + MAX_SEGMENTS + " segments, which is the maximum");
            }
            return change(name, found, Action.SPLIT);
        });
    }

    @Override
    public ProcessorStatus merge(String name, int segment) {
        return actions.run("merge-segment", name, Map.of("segment", segment), () -> mergeBothHalves(name, segment));
    }

    /** The other half may be processed by another node, which then leaves it first. */
    private ProcessorStatus mergeBothHalves(String name, int segment) {
        SurveyedProcessor.Segment found = states.segment(name, segment);
        SurveyedProcessor.Segment other = otherHalf(name, segment);
        String node = owner(name, found);
        if (other.owner() != null && !other.owner().equals(node)) {
            change(name, other, Action.RELEASE);
            await(() -> !Objects.equals(states.segment(name, other.id()).owner(), other.owner()));
        }
        return change(name, found, Action.MERGE);
    }

    private SurveyedProcessor.Segment otherHalf(String name, int segment) {
        int[] ids = states.surveyed(name).segments().stream()
                .mapToInt(SurveyedProcessor.Segment::id)
                .toArray();
        int other = Segment.computeSegment(segment, ids).mergeableSegmentId();
        if (other == segment) {
            throw wrongStateException(name + " has one segment, which cannot be merged");
        }
        return states.segment(name, other);
    }

    @Override
    public ProcessorStatus release(String name, int segment) {
        return actions.run(
                "release-segment",
                name,
                Map.of("segment", segment),
                () -> change(name, states.segment(name, segment), Action.RELEASE));
    }

    private ProcessorStatus change(String name, SurveyedProcessor.Segment segment, Action action) {
        Optional<String> refusal = requests.execute(name, segment.id(), action, owner(name, segment));
        if (refusal.isPresent()) {
            throw wrongStateException(refusal.get());
        }
        return states.get(name);
    }

    private String owner(String name, SurveyedProcessor.Segment segment) {
        if (segment.claim() == Claim.UNCLAIMED || segment.owner() == null) {
            throw wrongStateException("No node processes the segment " + segment.id() + " of " + name
                    + (processors.isStopped(name) ? "; start the processor first" : " at the moment; try again"));
        }
        return segment.owner();
    }

    private static RuntimeException wrongStateException(String detail) {
        return Problem.of(ProblemCode.WRONG_STATE, detail).asException();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
