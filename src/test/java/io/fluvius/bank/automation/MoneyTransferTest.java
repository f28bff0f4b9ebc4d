package io.fluvius.bank.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import io.fluvius.domain.fixture.RecordedCommands.SentCommand;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.test.FixtureExecutionException;
import org.axonframework.test.saga.ContinuedGivenState;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MoneyTransferTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID ANN = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("01900000-0000-7000-8000-00000000000b");
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private static final TransferRequested REQUESTED = new TransferRequested(ID, ANN, BOB, 5);
    private static final TransferDebited DEBITED = new TransferDebited(ANN, ID, 5);
    private static final TransferAccepted ACCEPTED = new TransferAccepted(BOB, ID);

    private static final SentCommand DEBIT = SentCommand.to(ANN, new DebitTransfer(ID, 5));
    private static final SentCommand ACCEPT = SentCommand.to(BOB, new AcceptTransfer(ID));
    private static final SentCommand COMPLETE = SentCommand.to(ID, new CompleteTransfer());
    private static final SentCommand CREDIT = SentCommand.to(BOB, new CreditTransfer(ID, 5));
    private static final SentCommand REFUND = SentCommand.to(ANN, new RefundTransfer(ID, 5));
    private static final SentCommand FAIL = SentCommand.to(ID, new FailTransfer(RefusingCommands.DETAIL));
    private static final SentCommand FAIL_LATE = SentCommand.to(ID, new FailTransfer(MoneyTransfer.LATE));

    private final SagaTestFixture<MoneyTransfer> saga = new SagaTestFixture<>(MoneyTransfer.class);
    private final RefusingCommands commands = new RefusingCommands();

    @BeforeEach
    void registerCommands() {
        saga.registerResource(commands);
    }

    @Test
    void a_request_debits_the_source_and_has_a_deadline() {
        saga.givenCurrentTime(NOW)
                .whenPublishingA(REQUESTED)
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(NOW.plus(MoneyTransfer.TIME), "transfer-overdue");

        assertThat(commands.sent()).containsExactly(DEBIT);
    }

    @Test
    void a_transfer_that_the_target_accepts_is_completed_and_credited() {
        debited()
                .andThenAPublished(ACCEPTED)
                .whenPublishingA(new TransferCompleted(ID))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();

        assertThat(commands.sent()).containsExactly(DEBIT, ACCEPT, COMPLETE, CREDIT);
    }

    @Test
    void a_transfer_from_an_account_with_too_little_money_fails_and_refunds_nothing() {
        commands.refuse(DebitTransfer.class, ProblemCode.REJECTED);

        requested()
                .whenPublishingA(new TransferFailed(ID, "refused"))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();

        assertThat(commands.sent()).containsExactly(DEBIT, FAIL);
    }

    @Test
    void a_transfer_to_an_account_that_refuses_fails_and_is_refunded() {
        commands.refuse(AcceptTransfer.class, ProblemCode.REJECTED);

        debited().whenPublishingA(new TransferFailed(ID, "refused")).expectActiveSagas(0);

        assertThat(commands.sent()).containsExactly(DEBIT, ACCEPT, FAIL, REFUND);
    }

    @Test
    void a_transfer_to_an_account_that_does_not_exist_fails() {
        commands.refuse(AcceptTransfer.class, ProblemCode.NOT_FOUND);

        debited().whenPublishingA(new TransferFailed(ID, "refused"));

        assertThat(commands.sent()).containsExactly(DEBIT, ACCEPT, FAIL, REFUND);
    }

    @Test
    void a_transfer_whose_target_does_not_answer_fails_at_the_deadline() {
        debited().whenTimeElapses(MoneyTransfer.TIME).expectActiveSagas(1);

        assertThat(commands.sent()).containsExactly(DEBIT, ACCEPT, FAIL_LATE);
    }

    @Test
    void an_answer_after_the_deadline_changes_nothing() throws Exception {
        commands.refuse(CompleteTransfer.class, ProblemCode.REJECTED);

        debited()
                .andThenTimeElapses(MoneyTransfer.TIME)
                .andThenAPublished(ACCEPTED)
                .whenPublishingA(new TransferFailed(ID, MoneyTransfer.LATE))
                .expectActiveSagas(0);

        assertThat(commands.sent()).containsExactly(DEBIT, ACCEPT, FAIL_LATE, COMPLETE, REFUND);
    }

    @Test
    void a_deadline_after_the_answer_changes_nothing() throws Exception {
        commands.refuse(FailTransfer.class, ProblemCode.REJECTED);

        debited()
                .andThenAPublished(ACCEPTED)
                .andThenTimeElapses(MoneyTransfer.TIME)
                .whenPublishingA(new TransferCompleted(ID))
                .expectActiveSagas(0);

        assertThat(commands.sent()).containsExactly(DEBIT, ACCEPT, COMPLETE, FAIL_LATE, CREDIT);
    }

    /** The deadline expired before the event of the debit was handled, for example because the process was down. */
    @Test
    void a_debit_is_refunded_even_if_the_transfer_failed_before_its_event() throws Exception {
        requested()
                .andThenTimeElapses(MoneyTransfer.TIME)
                .andThenAPublished(new TransferFailed(ID, MoneyTransfer.LATE))
                .whenPublishingA(DEBITED)
                .expectActiveSagas(0);

        assertThat(commands.sent()).containsExactly(DEBIT, FAIL_LATE, REFUND);
    }

    @Test
    void a_debit_of_unknown_outcome_decides_nothing() {
        commands.refuse(DebitTransfer.class, ProblemCode.UNAVAILABLE);

        saga.registerListenerInvocationErrorHandler(PropagatingErrorHandler.instance());

        assertThatExceptionOfType(FixtureExecutionException.class)
                .isThrownBy(() -> saga.givenNoPriorActivity().whenPublishingA(REQUESTED))
                .withCauseInstanceOf(ProblemException.class);

        assertThat(commands.sent()).containsExactly(DEBIT);
    }

    private ContinuedGivenState requested() {
        return saga.givenCurrentTime(NOW).andThenAPublished(REQUESTED);
    }

    private ContinuedGivenState debited() {
        return requested().andThenAPublished(DEBITED);
    }
}
