package io.fluvius.bank.query;

import io.fluvius.bank.AccountEvent.AccountClosed;
import io.fluvius.bank.AccountEvent.AccountOpened;
import io.fluvius.bank.AccountEvent.MoneyDeposited;
import io.fluvius.bank.AccountEvent.MoneyWithdrawn;
import io.fluvius.bank.AccountEvent.TransferAccepted;
import io.fluvius.bank.AccountEvent.TransferCredited;
import io.fluvius.bank.AccountEvent.TransferDebited;
import io.fluvius.bank.AccountEvent.TransferRefunded;
import io.fluvius.bank.AccountView;
import io.fluvius.domain.ReadModel;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Keeps the balance of every account. */
@Component
@ProcessingGroup("account-book")
class AccountBook {

    @EventHandler
    void on(AccountOpened event, ReadModel<AccountView> accounts) {
        accounts.insert(AccountView.opened(event.accountId(), event.owner()));
    }

    @EventHandler
    void on(MoneyDeposited event, ReadModel<AccountView> accounts) {
        add(event.amount(), event.accountId(), accounts);
    }

    @EventHandler
    void on(MoneyWithdrawn event, ReadModel<AccountView> accounts) {
        add(-event.amount(), event.accountId(), accounts);
    }

    @EventHandler
    void on(AccountClosed event, ReadModel<AccountView> accounts) {
        accounts.update(event.accountId(), AccountView::close);
    }

    @EventHandler
    void on(TransferDebited event, ReadModel<AccountView> accounts) {
        add(-event.amount(), event.accountId(), accounts);
    }

    /** Changes the version only. */
    @EventHandler
    void on(TransferAccepted event, ReadModel<AccountView> accounts) {
        add(0, event.accountId(), accounts);
    }

    @EventHandler
    void on(TransferCredited event, ReadModel<AccountView> accounts) {
        add(event.amount(), event.accountId(), accounts);
    }

    @EventHandler
    void on(TransferRefunded event, ReadModel<AccountView> accounts) {
        add(event.amount(), event.accountId(), accounts);
    }

    private static void add(long amount, UUID account, ReadModel<AccountView> accounts) {
        accounts.update(account, it -> it.plus(amount));
    }
}
