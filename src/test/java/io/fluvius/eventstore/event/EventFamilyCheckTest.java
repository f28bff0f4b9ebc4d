package io.fluvius.eventstore.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.environment.DefinedDomains;
import io.fluvius.user.UserEvent.UserActivated;
import io.fluvius.user.UserId;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class EventFamilyCheckTest {

    private final EventFamilyCheck check =
            new EventFamilyCheck(new EventNames(DefinedDomains.find()), PersonalEvents.none());
    private final UserActivated activated = new UserActivated(new UserId(UUID.randomUUID()));

    @Test
    void an_event_of_a_domain_is_published() {
        assertThatCode(() -> check.handle(applied("user", activated))).doesNotThrowAnyException();
        assertThatCode(() -> check.handle(GenericEventMessage.<Object>asEventMessage(activated)))
                .doesNotThrowAnyException();
    }

    @Test
    void an_event_of_no_domain_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> check.handle(applied("user", "activated")))
                .withMessageContaining("java.lang.String");
    }

    @Test
    void an_event_of_another_domain_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> check.handle(applied("book", activated)))
                .withMessageContaining("UserActivated")
                .withMessageContaining("book");
    }

    private static EventMessage<?> applied(String type, Object event) {
        return new GenericDomainEventMessage<>(type, UUID.randomUUID().toString(), 0, event);
    }
}
