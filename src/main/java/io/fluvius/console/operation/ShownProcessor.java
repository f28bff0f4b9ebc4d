package io.fluvius.console.operation;

import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.ProcessorStatus.Segment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A processor as pages show it.
 *
 * @param state {@code stopped}, {@code waiting} for a node, {@code replaying}, {@code backlog} or {@code running}
 * @param behind how many events the segment that is the furthest behind has yet to read
 * @param late the age of the first event that was not read; null if it has caught up
 * @param left how long the rest takes at the present rate; null if it has caught up, or handles no events
 * @param nodes how many nodes process it
 */
record ShownProcessor(
        ProcessorStatus status,
        String state,
        long behind,
        @Nullable Span late,
        @Nullable Span left,
        long nodes) {

    static ShownProcessor of(ProcessorStatus status) {
        long behind =
                status.segments().stream().mapToLong(Segment::behind).max().orElse(0);
        double late = status.segments().stream()
                .mapToDouble(Segment::secondsBehind)
                .max()
                .orElse(0);
        boolean isReading = behind > 0 && status.eventsPerSecond() >= 1;
        return new ShownProcessor(
                status,
                state(status),
                behind,
                behind == 0 ? null : Span.ofSeconds(Math.round(late)),
                isReading ? Span.ofSeconds(Math.round(behind / status.eventsPerSecond())) : null,
                status.segments().stream()
                        .map(Segment::node)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count());
    }

    private static String state(ProcessorStatus status) {
        if (status.stopped()) {
            return "stopped";
        }
        if (!status.running()) {
            return "waiting";
        }
        if (status.replaying()) {
            return "replaying";
        }
        return status.backlog() ? "backlog" : "running";
    }

    /** Whether an operator may want to look at it. */
    public boolean isTroubled() {
        return status.error() != null || status.deadLetters() > 0 || state.equals("waiting");
    }

    /** Whether it may handle events again that it has handled. */
    public boolean isReplayable() {
        return status.kind().equals("projection") || status.kind().equals("own-read-model");
    }
}
