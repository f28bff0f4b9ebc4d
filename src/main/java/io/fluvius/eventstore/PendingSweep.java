package io.fluvius.eventstore;

import io.fluvius.eventstore.PendingReceipts.Pending;
import io.fluvius.eventstore.PendingValues.Mark;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Settles what appends to Axon Server have noted and left behind, because their node died or nobody knew what became of
 * them: the events of the owner say who has a value, and what a command has done. It looks only at what is noted for so long
 * that nobody sends the events any more. Several nodes may do so at once.
 */
final class PendingSweep {

    private static final Logger LOG = LoggerFactory.getLogger(PendingSweep.class);

    private final PendingValues values;
    private final PendingReceipts receipts;
    private final OwnEvents events;
    private final AxonServerOutcomes outcomes;
    private final Duration pendingFor;

    PendingSweep(
            PendingValues values,
            PendingReceipts receipts,
            OwnEvents events,
            AxonServerOutcomes outcomes,
            Duration pendingFor) {
        this.values = values;
        this.receipts = receipts;
        this.events = events;
        this.outcomes = outcomes;
        this.pendingFor = pendingFor;
    }

    /** What cannot be settled now is left for the next time. */
    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
    void sweep() {
        values.overdue(pendingFor).forEach(mark -> attempt(mark, () -> settle(mark)));
        receipts.overdue().forEach(pending -> attempt(pending, () -> settle(pending)));
    }

    private void settle(Mark mark) {
        if (events.hold(mark.value())) {
            values.held(mark);
            LOG.info(
                    "{} has the {} that was pending",
                    mark.value().owner(),
                    mark.value().scope());
        } else {
            values.freed(mark);
            LOG.info(
                    "{} does not have the {} that was pending",
                    mark.value().owner(),
                    mark.value().scope());
        }
    }

    private void settle(Pending pending) {
        boolean done = outcomes.settle(pending).isPresent();
        LOG.info(
                "The command {} {}",
                pending.receipt().commandId(),
                done ? "has run; its receipt is complete" : "has not run; it may be sent again");
    }

    private static void attempt(Object what, Runnable settle) {
        try {
            settle.run();
        } catch (RuntimeException failure) {
            LOG.warn("{} cannot be settled now. {}", what, failure.toString());
        }
    }
}
