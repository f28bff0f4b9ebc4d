package io.fluvius.bank.command;

import io.fluvius.bank.TransferCommand;
import io.fluvius.bank.TransferCommand.CompleteTransfer;
import io.fluvius.bank.TransferCommand.FailTransfer;
import io.fluvius.bank.TransferCommand.RequestTransfer;
import io.fluvius.bank.TransferEvent;
import io.fluvius.bank.TransferEvent.TransferCompleted;
import io.fluvius.bank.TransferEvent.TransferFailed;
import io.fluvius.bank.TransferEvent.TransferRequested;
import io.fluvius.bank.TransferRejection;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Rejected;
import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.MetaDataCommandTargetResolver;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;

/** A transfer is decided once. */
class TransferTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID ANN = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-00000000000b");
    private static final TransferRequested REQUESTED = new TransferRequested(ID, ANN, BOB, 5);
    private static final TransferCompleted COMPLETED = new TransferCompleted(ID);
    private static final TransferFailed FAILED = new TransferFailed(ID, "too late");

    private final FixtureConfiguration<Transfer> fixture = new AggregateTestFixture<>(Transfer.class)
            .registerCommandTargetResolver(new MetaDataCommandTargetResolver(AggregateId.KEY));

    @Test
    void a_transfer_is_requested() {
        publishes(when(new RequestTransfer(ANN, BOB, 5)), REQUESTED);
    }

    @Test
    void a_requested_transfer_is_completed() {
        publishes(when(new CompleteTransfer(), REQUESTED), COMPLETED);
    }

    @Test
    void a_requested_transfer_fails() {
        publishes(when(new FailTransfer("too late"), REQUESTED), FAILED);
    }

    @Test
    void a_decision_that_is_repeated_publishes_no_event() {
        publishes(when(new CompleteTransfer(), REQUESTED, COMPLETED));
        publishes(when(new FailTransfer("closed"), REQUESTED, FAILED));
    }

    @Test
    void a_completed_transfer_does_not_fail() {
        refuses(when(new FailTransfer("too late"), REQUESTED, COMPLETED), new TransferRejection.TransferCompleted(ID));
    }

    @Test
    void a_failed_transfer_is_not_completed() {
        refuses(when(new CompleteTransfer(), REQUESTED, FAILED), new TransferRejection.TransferFailed(ID));
    }

    private ResultValidator<Transfer> when(TransferCommand command, TransferEvent... given) {
        return fixture.given((Object[]) given).when(command, Map.of(AggregateId.KEY, ID.toString()));
    }

    private static void publishes(ResultValidator<Transfer> result, TransferEvent... events) {
        result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
    }

    private static void refuses(ResultValidator<Transfer> result, TransferRejection reason) {
        result.expectException(Rejected.class).expectExceptionDetails(reason).expectNoEvents();
    }
}
