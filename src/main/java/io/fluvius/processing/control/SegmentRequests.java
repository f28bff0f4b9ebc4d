package io.fluvius.processing.control;

import io.fluvius.problem.Redaction;
import io.fluvius.processing.OperatedProcessor;
import io.fluvius.progress.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record4;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Changes segments on the node that processes them. A request to another node is a row that this node executes, at once when it is
 * notified, and whose outcome the caller waits for. A request that was not executed in time is withdrawn. Safe for use by many threads.
 */
public final class SegmentRequests {

    /** What can be done to a segment. */
    public enum Action {
        SPLIT,
        MERGE,
        RELEASE
    }

    private static final Logger LOG = LoggerFactory.getLogger(SegmentRequests.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MAX_OUTCOME = 1_000;

    private static final Table<Record> TABLE = DSL.table(DSL.name("segment_request"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<String> PROCESSOR = DSL.field(DSL.name("processor_name"), SQLDataType.VARCHAR);
    private static final Field<Integer> SEGMENT = DSL.field(DSL.name("segment"), SQLDataType.INTEGER);
    private static final Field<String> ACTION = DSL.field(DSL.name("action"), SQLDataType.VARCHAR);
    private static final Field<String> NODE = DSL.field(DSL.name("node"), SQLDataType.VARCHAR);
    private static final Field<Boolean> STARTED = DSL.field(DSL.name("started"), SQLDataType.BOOLEAN);
    private static final Field<String> OUTCOME = DSL.field(DSL.name("outcome"), SQLDataType.VARCHAR);

    private final ProcessorSwitch processors;
    private final DSLContext dsl;
    private final String node;
    private final Duration releaseDuration;
    private final Signal requested;

    /** @param releaseDuration for how long a node does not claim a segment that it released */
    SegmentRequests(
            ProcessorSwitch processors, DSLContext dsl, String node, Duration releaseDuration, Signal requested) {
        this.processors = processors;
        this.dsl = dsl;
        this.node = node;
        this.releaseDuration = releaseDuration;
        this.requested = requested;
    }

    /**
     * Changes a segment, and waits until it is changed, at most ten seconds.
     *
     * @param owner the node that processes the segment
     * @return empty after a success; otherwise a sentence about why the segment was not changed
     */
    public Optional<String> execute(String processor, int segment, Action action, String owner) {
        return owner.equals(node)
                ? executeHere(processor, segment, action)
                : executeThere(processor, segment, action, owner);
    }

    private Optional<String> executeHere(String processor, int segment, Action action) {
        Optional<OperatedProcessor> local = processors.here(processor);
        if (local.isEmpty() || !local.get().isRunning()) {
            return Optional.of(processor + " does not run on node " + node);
        }
        try {
            boolean done = change(local.get(), segment, action).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return done ? Optional.empty() : Optional.of("The segment has no other one to merge with");
        } catch (ExecutionException | IllegalStateException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            LOG.debug("A segment cannot be changed", cause);
            return Optional.of(
                    cause instanceof IllegalStateException
                            ? String.valueOf(cause.getMessage())
                            : "The segment is claimed elsewhere");
        } catch (TimeoutException slow) {
            return Optional.of("The segment is busy; it may be changed later");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("The node is stopping");
        }
    }

    private CompletableFuture<Boolean> change(OperatedProcessor processor, int segment, Action action) {
        return switch (action) {
            case SPLIT -> processor.splitSegment(segment);
            case MERGE -> processor.mergeSegment(segment);
            case RELEASE -> {
                processor.releaseSegment(segment, releaseDuration.toMillis(), TimeUnit.MILLISECONDS);
                yield CompletableFuture.completedFuture(true);
            }
        };
    }

    private Optional<String> executeThere(String processor, int segment, Action action, String owner) {
        UUID id = UUID.randomUUID();
        dsl.insertInto(TABLE, ID, PROCESSOR, SEGMENT, ACTION, NODE, DSL.field(DSL.name("requested_at")), STARTED)
                .values(id, processor, segment, action.name(), owner, DSL.currentOffsetDateTime(), false)
                .execute();
        try {
            requested.raise();
            String outcome = awaitOutcome(id);
            if (outcome != null) {
                return outcome.isEmpty() ? Optional.empty() : Optional.of(outcome);
            }
            boolean withdrawn =
                    dsl.deleteFrom(TABLE).where(ID.eq(id), STARTED.isFalse()).execute() == 1;
            return Optional.of("Node " + owner + " has not answered within " + PATIENCE.toSeconds() + " s"
                    + (withdrawn ? "" : "; it may still change the segment"));
        } finally {
            dsl.deleteFrom(TABLE).where(ID.eq(id)).execute();
        }
    }

    private @Nullable String awaitOutcome(UUID id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String outcome = null;
        while (outcome == null
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
            outcome = dsl.select(OUTCOME).from(TABLE).where(ID.eq(id)).fetchOne(OUTCOME);
        }
        return outcome;
    }

    /** Executes the requests of other nodes to this one. */
    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void executeRequested() {
        try {
            dsl.select(ID, PROCESSOR, SEGMENT, ACTION)
                    .from(TABLE)
                    .where(NODE.eq(node), STARTED.isFalse())
                    .forEach(this::executeRequested);
        } catch (RuntimeException unavailable) {
            LOG.debug("Requests of other nodes cannot be read now", Redaction.redact(unavailable));
        }
    }

    private void executeRequested(Record4<UUID, String, Integer, String> request) {
        boolean isMine = dsl.update(TABLE)
                        .set(STARTED, true)
                        .where(ID.eq(request.value1()), STARTED.isFalse())
                        .execute()
                == 1;
        if (isMine) {
            String outcome = executeHere(request.value2(), request.value3(), Action.valueOf(request.value4()))
                    .orElse("");
            dsl.update(TABLE)
                    .set(OUTCOME, outcome.substring(0, Math.min(MAX_OUTCOME, outcome.length())))
                    .where(ID.eq(request.value1()))
                    .execute();
        }
    }
}
