package io.fluvius.bank.command;

import io.fluvius.bank.AccountCommand;
import io.fluvius.bank.AccountCommand.AcceptTransfer;
import io.fluvius.bank.AccountCommand.CloseAccount;
import io.fluvius.bank.AccountCommand.CreditTransfer;
import io.fluvius.bank.AccountCommand.DebitTransfer;
import io.fluvius.bank.AccountCommand.Deposit;
import io.fluvius.bank.AccountCommand.OpenAccount;
import io.fluvius.bank.AccountCommand.RefundTransfer;
import io.fluvius.bank.AccountCommand.Withdraw;
import io.fluvius.bank.AccountEvent;
import io.fluvius.bank.AccountEvent.AccountClosed;
import io.fluvius.bank.AccountEvent.AccountOpened;
import io.fluvius.bank.AccountEvent.MoneyDeposited;
import io.fluvius.bank.AccountEvent.MoneyWithdrawn;
import io.fluvius.bank.AccountEvent.TransferAccepted;
import io.fluvius.bank.AccountEvent.TransferCredited;
import io.fluvius.bank.AccountEvent.TransferDebited;
import io.fluvius.bank.AccountEvent.TransferRefunded;
import io.fluvius.bank.AccountRejection;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Rejected;
import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.MetaDataCommandTargetResolver;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of an account, with one nested class for each command. */
class AccountTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final UUID TRANSFER = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final AccountClosed CLOSED = new AccountClosed(ID);

    private final FixtureConfiguration<Account> fixture = new AggregateTestFixture<>(Account.class)
            .registerCommandTargetResolver(new MetaDataCommandTargetResolver(AggregateId.KEY));

    @Nested
    class Open_account {

        @Test
        void an_account_is_opened() {
            publishes(when(fixture.givenNoPriorActivity(), new OpenAccount("Ann")), new AccountOpened(ID, "Ann"));
        }
    }

    @Nested
    class Deposit_ {

        @Test
        void money_is_paid_in() {
            publishes(when(accountWith(0), new Deposit(5)), new MoneyDeposited(ID, 5));
        }

        @Test
        void a_closed_account_accepts_no_money() {
            refuses(when(accountWith(0, CLOSED), new Deposit(5)), new AccountRejection.AccountClosed(ID));
        }
    }

    @Nested
    class Withdraw_ {

        @Test
        void the_whole_balance_can_be_paid_out() {
            publishes(when(accountWith(5), new Withdraw(5)), new MoneyWithdrawn(ID, 5));
        }

        @Test
        void an_account_is_never_overdrawn() {
            refuses(when(accountWith(4), new Withdraw(5)), new AccountRejection.InsufficientFunds(ID));
        }

        @Test
        void money_that_was_paid_out_is_gone() {
            refuses(
                    when(accountWith(9, new MoneyWithdrawn(ID, 5)), new Withdraw(5)),
                    new AccountRejection.InsufficientFunds(ID));
        }

        @Test
        void a_closed_account_can_be_emptied() {
            publishes(when(accountWith(5, CLOSED), new Withdraw(5)), new MoneyWithdrawn(ID, 5));
        }
    }

    @Nested
    class Close_account {

        @Test
        void an_account_is_closed() {
            publishes(when(accountWith(5), new CloseAccount()), CLOSED);
        }

        @Test
        void a_closed_account_stays_closed() {
            publishes(when(accountWith(5, CLOSED), new CloseAccount()));
        }
    }

    @Nested
    class Debit_transfer {

        @Test
        void the_money_leaves_the_account() {
            publishes(when(accountWith(5), new DebitTransfer(TRANSFER, 5)), new TransferDebited(ID, TRANSFER, 5));
        }

        @Test
        void money_that_left_for_another_transfer_is_gone() {
            refuses(
                    when(accountWith(9, new TransferDebited(ID, ID, 5)), new DebitTransfer(TRANSFER, 5)),
                    new AccountRejection.InsufficientFunds(ID));
        }
    }

    @Nested
    class Accept_transfer {

        @Test
        void an_open_account_accepts_a_transfer() {
            publishes(when(accountWith(0), new AcceptTransfer(TRANSFER)), new TransferAccepted(ID, TRANSFER));
        }

        @Test
        void a_closed_account_accepts_no_transfer() {
            refuses(when(accountWith(0, CLOSED), new AcceptTransfer(TRANSFER)), new AccountRejection.AccountClosed(ID));
        }

        @Test
        void an_accepted_transfer_is_not_money_yet() {
            refuses(
                    when(accountWith(0, new TransferAccepted(ID, TRANSFER)), new Withdraw(1)),
                    new AccountRejection.InsufficientFunds(ID));
        }
    }

    @Nested
    class Credit_transfer {

        @Test
        void the_money_arrives_even_if_the_account_was_closed_after_it_accepted() {
            publishes(
                    when(accountWith(0, new TransferAccepted(ID, TRANSFER), CLOSED), new CreditTransfer(TRANSFER, 5)),
                    new TransferCredited(ID, TRANSFER, 5));
        }

        @Test
        void it_can_be_paid_out() {
            publishes(
                    when(accountWith(0, new TransferCredited(ID, TRANSFER, 5)), new Withdraw(5)),
                    new MoneyWithdrawn(ID, 5));
        }
    }

    @Nested
    class Refund_transfer {

        @Test
        void the_money_comes_back_even_if_the_account_was_closed() {
            publishes(
                    when(accountWith(5, new TransferDebited(ID, TRANSFER, 5), CLOSED), new RefundTransfer(TRANSFER, 5)),
                    new TransferRefunded(ID, TRANSFER, 5));
        }

        @Test
        void it_can_be_paid_out() {
            publishes(
                    when(
                            accountWith(5, new TransferDebited(ID, TRANSFER, 5), new TransferRefunded(ID, TRANSFER, 5)),
                            new Withdraw(5)),
                    new MoneyWithdrawn(ID, 5));
        }
    }

    private TestExecutor<Account> accountWith(long balance, AccountEvent... further) {
        TestExecutor<Account> opened = fixture.given(new AccountOpened(ID, "Ann"));
        return (balance == 0 ? opened : opened.andGiven(new MoneyDeposited(ID, balance))).andGiven((Object[]) further);
    }

    private static ResultValidator<Account> when(TestExecutor<Account> given, AccountCommand command) {
        return given.when(command, Map.of(AggregateId.KEY, ID.toString()));
    }

    private static void publishes(ResultValidator<Account> result, AccountEvent... events) {
        result.expectSuccessfulHandlerExecution().expectEvents((Object[]) events);
    }

    private static void refuses(ResultValidator<Account> result, AccountRejection reason) {
        result.expectException(Rejected.class).expectExceptionDetails(reason).expectNoEvents();
    }
}
