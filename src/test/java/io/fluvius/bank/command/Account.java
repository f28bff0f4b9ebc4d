package io.fluvius.bank.command;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.fluvius.bank.AccountCommand.AcceptTransfer;
import io.fluvius.bank.AccountCommand.CloseAccount;
import io.fluvius.bank.AccountCommand.CreditTransfer;
import io.fluvius.bank.AccountCommand.DebitTransfer;
import io.fluvius.bank.AccountCommand.Deposit;
import io.fluvius.bank.AccountCommand.OpenAccount;
import io.fluvius.bank.AccountCommand.RefundTransfer;
import io.fluvius.bank.AccountCommand.Withdraw;
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
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * An account, whose balance is never negative.
 *
 * <p>It does not remember the transfers that it took part in. The ids of the commands of a transfer derive from events, and the
 * event that a command appends is its receipt forever, so a command that is repeated moves no money, however old it is.
 */
@Aggregate(type = "account")
@SuppressWarnings("NullAway.Init")
class Account {

    @AggregateIdentifier
    private UUID id;

    private long balance;
    private boolean closed;

    /** Axon calls this constructor and then applies the events. */
    Account() {}

    @CommandHandler
    Account(OpenAccount command, @AggregateId String newId) {
        apply(new AccountOpened(UUID.fromString(newId), command.owner()));
    }

    @EventSourcingHandler
    void evolve(AccountOpened event) {
        id = event.accountId();
    }

    @CommandHandler
    void decide(Deposit command) {
        requireOpen();
        apply(new MoneyDeposited(id, command.amount()));
    }

    @EventSourcingHandler
    void evolve(MoneyDeposited event) {
        balance += event.amount();
    }

    @CommandHandler
    void decide(Withdraw command) {
        requireFunds(command.amount());
        apply(new MoneyWithdrawn(id, command.amount()));
    }

    @EventSourcingHandler
    void evolve(MoneyWithdrawn event) {
        balance -= event.amount();
    }

    @CommandHandler
    void decide(CloseAccount command) {
        if (!closed) {
            apply(new AccountClosed(id));
        }
    }

    @EventSourcingHandler
    void evolve(AccountClosed event) {
        closed = true;
    }

    @CommandHandler
    void decide(DebitTransfer command) {
        requireFunds(command.amount());
        apply(new TransferDebited(id, command.transferId(), command.amount()));
    }

    @EventSourcingHandler
    void evolve(TransferDebited event) {
        balance -= event.amount();
    }

    @CommandHandler
    void decide(AcceptTransfer command) {
        requireOpen();
        apply(new TransferAccepted(id, command.transferId()));
    }

    /** Never rejected, even if the account was closed in the meantime: it has accepted the transfer. */
    @CommandHandler
    void decide(CreditTransfer command) {
        apply(new TransferCredited(id, command.transferId(), command.amount()));
    }

    @EventSourcingHandler
    void evolve(TransferCredited event) {
        balance += event.amount();
    }

    /** Never rejected, even if the account was closed in the meantime: the money belongs to it. */
    @CommandHandler
    void decide(RefundTransfer command) {
        apply(new TransferRefunded(id, command.transferId(), command.amount()));
    }

    @EventSourcingHandler
    void evolve(TransferRefunded event) {
        balance += event.amount();
    }

    private void requireOpen() {
        if (closed) {
            throw new Rejected(new AccountRejection.AccountClosed(id));
        }
    }

    private void requireFunds(long amount) {
        if (balance < amount) {
            throw new Rejected(new AccountRejection.InsufficientFunds(id));
        }
    }
}
