package io.fluvius.processing.readmodel;

import io.fluvius.domain.Position;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.progress.Freshness;
import io.fluvius.progress.ParkedEvents;
import io.fluvius.query.StateManager;

/** Waits until a read model includes a position. Safe for use by many threads. */
final class OwnReadModelReads {

    private final Freshness freshness;
    private final ParkedEvents parked;

    OwnReadModelReads(Freshness freshness, ParkedEvents parked) {
        this.freshness = freshness;
        this.parked = parked;
    }

    /**
     * Blocks the calling thread until the read model of a processing group includes a position, at most
     * {@link StateManager#DEFAULT_WAIT}.
     *
     * @throws ProblemException with {@link ProblemCode#CONSISTENCY_TIMEOUT} if it does not in time, or
     *     {@link ProblemCode#PROJECTION_PARKED} if an event is parked, because each can concern any result
     */
    void await(String processingGroup, Position position) {
        freshness.await(processingGroup, position, StateManager.DEFAULT_WAIT);
        if (!parked.aggregates(processingGroup, null).isEmpty()) {
            throw Problem.of(
                            ProblemCode.PROJECTION_PARKED,
                            "An event could not be applied by " + processingGroup
                                    + "; the state is older than requested")
                    .asException();
        }
    }
}
