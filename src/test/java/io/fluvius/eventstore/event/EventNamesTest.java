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
    void the_name_of_an_event_consists_of_its_domain_and_its_type() {
        EventNames names = names("door", DoorEvent.class);

        assertThat(names.nameOf(DoorEvent.DoorOpened.class)).contains("door.door-opened");
        assertThat(names.typeOf("door.door-opened")).contains(DoorEvent.DoorOpened.class);
    }

    @Test
    void other_classes_and_names_are_unknown() {
        EventNames names = names("door", DoorEvent.class);

        assertThat(names.nameOf(String.class)).isEmpty();
        assertThat(names.typeOf("door.door-closed")).isEmpty();
        assertThat(names.typeOf(DoorEvent.DoorOpened.class.getName())).isEmpty();
    }

    @Test
    void two_events_with_the_same_name_are_refused() {
        assertThatIllegalStateException().isThrownBy(() -> names("window", WindowEvent.class));
    }

    private static EventNames names(String domain, Class<?> events) {
        return new EventNames(new DomainRegistry(List.of(new DomainDefinition(
                domain, domain + "s", UserCommand.class, events, UserRejection.class, UserView.class))));
    }
}
