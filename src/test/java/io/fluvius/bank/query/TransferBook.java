package io.fluvius.bank.query;

import io.fluvius.bank.TransferEvent.TransferCompleted;
import io.fluvius.bank.TransferEvent.TransferFailed;
import io.fluvius.bank.TransferEvent.TransferRequested;
import io.fluvius.bank.TransferView;
import io.fluvius.domain.ReadModel;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Keeps the status of every transfer. */
@Component
@ProcessingGroup("transfer-book")
class TransferBook {

    @EventHandler
    void on(TransferRequested event, ReadModel<TransferView> transfers) {
        transfers.insert(TransferView.requested(event.transferId(), event.source(), event.target(), event.amount()));
    }

    @EventHandler
    void on(TransferCompleted event, ReadModel<TransferView> transfers) {
        transfers.update(event.transferId(), TransferView::complete);
    }

    @EventHandler
    void on(TransferFailed event, ReadModel<TransferView> transfers) {
        transfers.update(event.transferId(), transfer -> transfer.fail(event.reason()));
    }
}
