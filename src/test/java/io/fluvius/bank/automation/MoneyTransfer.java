package io.fluvius.bank.automation;

import io.fluvius.bank.AccountCommand.AcceptTransfer;
import io.fluvius.bank.AccountCommand.CreditTransfer;
import io.fluvius.bank.AccountCommand.DebitTransfer;
import io.fluvius.bank.AccountCommand.RefundTransfer;
import io.fluvius.bank.AccountEvent.TransferAccepted;
import io.fluvius.bank.AccountEvent.TransferDebited;
import io.fluvius.bank.TransferCommand.CompleteTransfer;
import io.fluvius.bank.TransferCommand.FailTransfer;
import io.fluvius.bank.TransferEvent.TransferCompleted;
import io.fluvius.bank.TransferEvent.TransferFailed;
import io.fluvius.bank.TransferEvent.TransferRequested;
import io.fluvius.domain.Commands;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;

/**
 * Moves money from one account to another. No money is made or lost: the source is debited at most once, and what it was
 * debited is either credited to the target once or refunded to the source once.
 *
 * <ul>
 *   <li>The transfer decides, once, whether it is completed or has failed. The answer of the target and the deadline only ask
 *       for a decision, so it does not matter which comes first.
 *   <li>Money that left the source moves on only after the decision, by a command that cannot be rejected.
 *   <li>Events are handled in their order in the log. When the decision is handled, the request was handled before, so it is
 *       known whether the source was debited.
 *   <li>An event or a deadline that is delivered again sends the same commands, which have the same outcomes.
 * </ul>
 */
@Saga
@SuppressWarnings("NullAway.Init")
public class MoneyTransfer {

    /** Within this time, the target has to answer. Short, so that tests see it expire. */
    static final Duration TIME = Duration.ofSeconds(3);

    static final String LATE = "The target did not answer in time";

    private static final String TRANSFER = "transferId";
    private static final String OVERDUE = "transfer-overdue";

    private TransferRequested transfer;
    private String deadline;
    private boolean debited;

    @StartSaga
    @SagaEventHandler(associationProperty = TRANSFER)
    void on(TransferRequested event, DeadlineManager deadlines, Commands commands) {
        transfer = event;
        deadline = deadlines.schedule(TIME, OVERDUE, event.transferId());
        Optional<String> rejection =
                rejection(commands, event.source(), new DebitTransfer(event.transferId(), event.amount()));
        debited = rejection.isEmpty();
        rejection.ifPresent(reason -> commands.send(event.transferId(), new FailTransfer(reason)));
    }

    @SagaEventHandler(associationProperty = TRANSFER)
    void on(TransferDebited event, Commands commands) {
        rejection(commands, transfer.target(), new AcceptTransfer(event.transferId()))
                .ifPresent(reason -> commands.send(event.transferId(), new FailTransfer(reason)));
    }

    /** Does nothing if the deadline came first. */
    @SagaEventHandler(associationProperty = TRANSFER)
    void on(TransferAccepted event, Commands commands) {
        rejection(commands, event.transferId(), new CompleteTransfer());
    }

    @EndSaga
    @SagaEventHandler(associationProperty = TRANSFER)
    void on(TransferCompleted event, DeadlineManager deadlines, Commands commands) {
        commands.send(transfer.target(), new CreditTransfer(event.transferId(), transfer.amount()));
        deadlines.cancelSchedule(OVERDUE, deadline);
    }

    @EndSaga
    @SagaEventHandler(associationProperty = TRANSFER)
    void on(TransferFailed event, DeadlineManager deadlines, Commands commands) {
        if (debited) {
            commands.send(transfer.source(), new RefundTransfer(event.transferId(), transfer.amount()));
        }
        deadlines.cancelSchedule(OVERDUE, deadline);
    }

    /** Does nothing if the answer of the target came first. */
    @DeadlineHandler(deadlineName = OVERDUE)
    void overdue(UUID transferId, Commands commands) {
        rejection(commands, transferId, new FailTransfer(LATE));
    }

    /** Sends a command, and returns why it was rejected. After any other failure the outcome is unknown. */
    private static Optional<String> rejection(Commands commands, UUID aggregate, Record command) {
        try {
            commands.send(aggregate, command);
            return Optional.empty();
        } catch (ProblemException failure) {
            return switch (failure.problem().code()) {
                case REJECTED, NOT_FOUND -> Optional.of(failure.problem().detail());
                default -> throw failure;
            };
        }
    }
}
