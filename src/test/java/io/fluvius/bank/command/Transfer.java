package io.fluvius.bank.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.fluvius.bank.TransferCommand.CompleteTransfer;
import io.fluvius.bank.TransferCommand.FailTransfer;
import io.fluvius.bank.TransferCommand.RequestTransfer;
import io.fluvius.bank.TransferEvent.TransferCompleted;
import io.fluvius.bank.TransferEvent.TransferFailed;
import io.fluvius.bank.TransferEvent.TransferRequested;
import io.fluvius.bank.TransferRejection;
import io.fluvius.bank.TransferStatus;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Rejected;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** A transfer. It is decided once whether it is completed or has failed. */
@Aggregate(type = "transfer")
@SuppressWarnings("NullAway.Init")
class Transfer {

    @AggregateIdentifier
    private UUID id;

    private TransferStatus status;

    /** Axon calls this constructor and then applies the events. */
    Transfer() {}

    @CommandHandler
    Transfer(RequestTransfer command, @AggregateId String newId) {
        apply(new TransferRequested(UUID.fromString(newId), command.source(), command.target(), command.amount()));
    }

    @EventSourcingHandler
    void evolve(TransferRequested event) {
        id = event.transferId();
        status = TransferStatus.REQUESTED;
    }

    @CommandHandler
    void decide(CompleteTransfer command) {
        switch (status) {
            case REQUESTED -> apply(new TransferCompleted(id));
            case FAILED -> throw new Rejected(new TransferRejection.TransferFailed(id));
            case COMPLETED -> {}
        }
    }

    @EventSourcingHandler
    void evolve(TransferCompleted event) {
        status = TransferStatus.COMPLETED;
    }

    @CommandHandler
    void decide(FailTransfer command) {
        switch (status) {
            case REQUESTED -> apply(new TransferFailed(id, command.reason()));
            case COMPLETED -> throw new Rejected(new TransferRejection.TransferCompleted(id));
            case FAILED -> {}
        }
    }

    @EventSourcingHandler
    void evolve(TransferFailed event) {
        status = TransferStatus.FAILED;
    }
}
