package io.fluvius.operations;

import io.fluvius.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event processors of this application, on all nodes. Every method throws a {@link io.fluvius.problem.ProblemException}: with
 * {@link ProblemCode#NOT_FOUND} for a processor or a segment that does not exist, and with {@link ProblemCode#WRONG_STATE} if the
 * processor is not in the state that the operation requires. Nothing is changed then. Safe for use by many threads.
 */
public interface Processors {

    /** Returns all processors in the order of their names. */
    List<ProcessorStatus> all();

    ProcessorStatus get(String name);

    /** Returns how much a processor reads after a reset to the tail. */
    ReplayEstimate estimate(String name);

    /** Starts a processor on all nodes. Does nothing if it is not stopped. */
    ProcessorStatus start(String name);

    /**
     * Stops a processor on all nodes. It stays stopped, also after a restart of the nodes, until it is started. Waits until all
     * nodes have ended the batches in progress, at most ten seconds.
     */
    ProcessorStatus stop(String name);

    /**
     * Sets the position from which a stopped processor continues.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#WRONG_STATE} while a node runs the processor; also for an
     *     automation or a saga unless it is reset to the head, and, unless to the tail, while the processor has dead letters
     */
    ProcessorStatus reset(String name, ResetTo to);

    /** Splits a segment into two, which several threads and nodes can process. */
    ProcessorStatus split(String name, int segment);

    /** Merges a segment with the one that it was split from. */
    ProcessorStatus merge(String name, int segment);

    /** Makes the node that processes a segment leave it to another node for a while. */
    ProcessorStatus release(String name, int segment);

    /**
     * The position to which a processor is reset.
     *
     * @param place where it is
     * @param time for {@link Place#TIME}, the time of the first event that is handled again
     */
    record ResetTo(Place place, @Nullable Instant time) {

        /** Before the first event. The rows of views are deleted, and the reset handlers of other read models called. */
        public static final ResetTo TAIL = new ResetTo(Place.TAIL, null);

        /** After the last event. Events that the processor has not read are never handled. */
        public static final ResetTo HEAD = new ResetTo(Place.HEAD, null);

        /** Before the first event that is not older than a time. */
        public static ResetTo time(Instant time) {
            return new ResetTo(Place.TIME, time);
        }

        /** A kind of position. */
        public enum Place {
            TAIL,
            HEAD,
            TIME
        }
    }
}
