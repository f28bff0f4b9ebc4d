package io.fluvius.operations;

import io.fluvius.domain.Automation;
import io.fluvius.user.UserEvent.UserCreated;
import io.fluvius.user.UserEvent.UserRenamed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/** Handlers of events that fail for the names that a test has chosen, and record what they have handled. */
final class Troubles {

    static final String READ_MODEL = "troubled-names";
    static final String AUTOMATION = "when-user-renamed-then-fail";

    private Troubles() {}

    /** A read model that is no view. */
    @ProcessingGroup(READ_MODEL)
    static class Names {

        final Set<String> refused = ConcurrentHashMap.newKeySet();
        final Map<UUID, List<String>> handled = new ConcurrentHashMap<>();

        @EventHandler
        void on(UserCreated event) {
            handle(event.userId().value(), event.name().value());
        }

        @EventHandler
        void on(UserRenamed event) {
            handle(event.userId().value(), event.name().value());
        }

        private void handle(UUID user, String name) {
            if (refused.contains(name)) {
                throw new IllegalArgumentException("This name is refused");
            }
            handled.computeIfAbsent(user, id -> new CopyOnWriteArrayList<>()).add(name);
        }
    }

    /** An automation. */
    @Automation(AUTOMATION)
    static class Mails {

        final Set<String> refused = ConcurrentHashMap.newKeySet();
        final Map<UUID, List<String>> handled = new ConcurrentHashMap<>();

        @EventHandler
        void on(UserRenamed event) {
            if (refused.contains(event.name().value())) {
                throw new IllegalStateException("The mail server refuses");
            }
            handled.computeIfAbsent(event.userId().value(), id -> new CopyOnWriteArrayList<>())
                    .add(event.name().value());
        }
    }
}
