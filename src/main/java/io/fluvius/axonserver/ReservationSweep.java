package io.fluvius.axonserver;

import io.fluvius.axonserver.ReceiptReservations.ReservedReceipt;
import io.fluvius.axonserver.ValueReservations.ReservedValue;
import io.fluvius.eventstore.event.PersonalMessages;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.Redaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Settles overdue reservations, whose node died or never learned the outcome of the append. The owner's events decide whether
 * the owner holds a value, and whether a command took effect. Only reservations whose events are no longer sent are overdue.
 * Several nodes may sweep at the same time.
 */
final class ReservationSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationSweep.class);

    private final ValueReservations values;
    private final ReceiptReservations receipts;
    private final EventStore store;
    private final AxonServerReceipts outcomes;
    private final PersonalMessages personal;

    ReservationSweep(
            ValueReservations values,
            ReceiptReservations receipts,
            EventStore store,
            AxonServerReceipts outcomes,
            PersonalMessages personal) {
        this.values = values;
        this.receipts = receipts;
        this.store = store;
        this.outcomes = outcomes;
        this.personal = personal;
    }

    /** Settles all overdue reservations, the oldest first. Leaves those that fail to the next run. */
    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
    void sweep() {
        settleAll(values::overdue, this::settleValue);
        settleAll(receipts::overdue, this::settleReceipt);
    }

    /** @param overdue the next reservations after those that cannot be settled, whose number it receives */
    private static <T> void settleAll(IntFunction<List<T>> overdue, Consumer<T> settle) {
        List<RuntimeException> failures = new ArrayList<>();
        Set<T> seen = new HashSet<>();
        List<T> page = overdue.apply(0);
        while (seen.addAll(page)) {
            for (T reservation : page) {
                try {
                    settle.accept(reservation);
                } catch (RuntimeException failure) {
                    failures.add(failure);
                }
            }
            page = overdue.apply(failures.size());
        }
        if (!failures.isEmpty()) {
            LOG.warn(
                    "{} reservations cannot be settled now: {}",
                    failures.size(),
                    Redaction.summary(failures.getFirst()));
        }
    }

    private void settleValue(ReservedValue reserved) {
        boolean isHeld = isHeld(reserved.value());
        if (isHeld) {
            values.hold(reserved);
        } else {
            values.free(reserved);
        }
        LOG.info(
                "{} {} the reserved {}",
                reserved.value().owner(),
                isHeld ? "holds" : "does not hold",
                reserved.value().scope());
    }

    /** Whether the owner has claimed the value and has not released it since. Reads all events of the owner. */
    private boolean isHeld(ValueClaim value) {
        boolean held = false;
        DomainEventStream events = store.readEvents(value.owner().toString(), 0);
        while (events.hasNext()) {
            MetaData metaData = personal.metaDataOf(events.next());
            boolean released = ClaimMetadata.released(metaData, value.owner()).contains(value);
            held = held && !released
                    || ClaimMetadata.claimed(metaData, value.owner()).contains(value);
        }
        return held;
    }

    private void settleReceipt(ReservedReceipt reserved) {
        boolean hasRun = outcomes.settle(reserved).isPresent();
        LOG.info(
                "The command {} {}",
                reserved.receipt().commandId(),
                hasRun ? "has run; its receipt is complete" : "has not run; it may be sent again");
    }
}
