package io.fluvius.automation;

import io.fluvius.domain.Automation;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserEvent.UserReconciled;
import io.fluvius.user.UserView;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;

/** Records which version of a user it reads when it handles an event of her. */
@Automation("when-user-reconciled-then-read")
class WhenUserReconciledThenRead {

    final List<Read> reads = new CopyOnWriteArrayList<>();

    /** The version of the event, and that of the row. */
    record Read(UUID user, long event, long row) {}

    @EventHandler
    void react(UserReconciled event, @SequenceNumber long version, StateManager state) {
        UserView user = state.fetch(UserView.class, event.userId());
        reads.add(new Read(event.userId().value(), version, user.version()));
    }
}
