package io.fluvius.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.IdempotencyKey;
import io.fluvius.user.UserEvent.UserRenamed;
import org.axonframework.eventhandling.EventHandler;

/** Calls another system. */
@Automation("when-user-renamed-then-send-mail")
class WhenUserRenamedThenSendMail {

    private final Mailbox mail;

    WhenUserRenamedThenSendMail(Mailbox mail) {
        this.mail = mail;
    }

    @EventHandler
    void react(UserRenamed event, IdempotencyKey key) {
        mail.send(key, event.userId());
    }
}
