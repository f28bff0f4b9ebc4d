package io.fluvius.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.user.UserCommand;
import io.fluvius.user.UserRejection;
import io.fluvius.user.UserView;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventNamesTest {

    sealed interface DoorEvent {
        record DoorOpened() implements DoorEvent {}
    }

    sealed interface WindowEvent {
        sealed interface Left extends WindowEvent {
            record Opened() implements Left {}
        }

        sealed interface Right extends WindowEvent {
            record Opened() implements Right {}
        }
    }

    @Test
    void an_event_is_named_after_its_domain_and_itself() {
        EventNames names = names("door", DoorEvent.class);

        assertThat(names.nameOf(DoorEvent.DoorOpened.class)).contains("door.door-opened");
        assertThat(names.typeOf("door.door-opened")).contains(DoorEvent.DoorOpened.class);
    }

    @Test
    void what_is_no_event_has_no_name() {
        EventNames names = names("door", DoorEvent.class);

        assertThat(names.nameOf(String.class)).isEmpty();
        assertThat(names.typeOf("door.door-closed")).isEmpty();
        assertThat(names.typeOf(DoorEvent.DoorOpened.class.getName())).isEmpty();
    }

    @Test
    void two_events_of_one_name_are_refused() {
        assertThatIllegalStateException().isThrownBy(() -> names("window", WindowEvent.class));
    }

    private static EventNames names(String domain, Class<?> events) {
        return new EventNames(new DomainRegistry(List.of(new DomainDefinition(
                domain, domain + "s", UserCommand.class, events, UserRejection.class, UserView.class))));
    }
}
