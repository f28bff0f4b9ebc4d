package io.fluvius.axonserver;

import io.fluvius.axonserver.ReceiptReservations.Pending;
import io.fluvius.axonserver.ValueReservations.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Settles what appends to Axon Server have noted and left behind, because their node died or nobody knew what became of
 * them: the events of the owner say who has a value, and what a command has done. It looks only at what is noted for so long
 * that nobody sends the events any more. Several nodes may do so at once.
 */
final class ReservationSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationSweep.class);

    private final ValueReservations values;
    private final ReceiptReservations receipts;
    private final AggregateEvents events;
    private final AxonServerOutcomes outcomes;
    private final Duration pendingFor;

    ReservationSweep(
            ValueReservations values,
            ReceiptReservations receipts,
            AggregateEvents events,
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
        settleEach(values.overdue(pendingFor), this::settleValue);
        settleEach(receipts.overdue(), this::settleReceipt);
    }

    private static <T> void settleEach(List<T> left, Consumer<T> settle) {
        List<RuntimeException> failures = new ArrayList<>();
        for (T each : left) {
            try {
                settle.accept(each);
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            LOG.warn(
                    "{} of {} notes cannot be settled now. {}",
                    failures.size(),
                    left.size(),
                    failures.getFirst().toString());
        }
    }

    private void settleValue(Mark mark) {
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

    private void settleReceipt(Pending pending) {
        boolean done = outcomes.settle(pending).isPresent();
        LOG.info(
                "The command {} {}",
                pending.receipt().commandId(),
                done ? "has run; its receipt is complete" : "has not run; it may be sent again");
    }
}
