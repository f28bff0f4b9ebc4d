package io.fluvius.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.problem.ProblemException;
import io.fluvius.user.UserCommand.RemoveTotp;
import io.fluvius.user.UserEvent.UserActivated;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does not mind when the user has been deleted meanwhile. */
@Automation("when-user-activated-then-remove-totp")
class WhenUserActivatedThenRemoveTotp {

    private static final Logger LOG = LoggerFactory.getLogger(WhenUserActivatedThenRemoveTotp.class);

    @EventHandler
    void react(UserActivated event, Commands commands) {
        try {
            commands.send(event.userId(), new RemoveTotp());
        } catch (ProblemException refused) {
            LOG.debug("User {} keeps the one-time passwords", event.userId(), refused);
        }
    }
}
