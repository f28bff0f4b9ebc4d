package io.fluvius.automation;

import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.user.UserCommand.EnableTotp;
import io.fluvius.user.UserCommand.RemoveTotp;
import io.fluvius.user.UserEvent.TotpEnabled;
import io.fluvius.user.UserEvent.TotpRemoved;
import org.axonframework.eventhandling.EventHandler;

/** Two automations that cause each other. */
final class PingPong {

    private PingPong() {}

    @Automation(Ping.NAME)
    static class Ping {

        static final String NAME = "when-totp-enabled-then-remove-totp";

        @EventHandler
        void react(TotpEnabled event, Commands commands) {
            commands.send(event.userId(), new RemoveTotp());
        }
    }

    @Automation(Pong.NAME)
    static class Pong {

        static final String NAME = "when-totp-removed-then-enable-totp";

        @EventHandler
        void react(TotpRemoved event, Commands commands) {
            commands.send(event.userId(), new EnableTotp());
        }
    }
}
