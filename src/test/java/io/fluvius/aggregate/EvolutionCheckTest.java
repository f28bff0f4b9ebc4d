package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.fluvius.domain.record.SealedFamily;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.UserEvent;
import io.fluvius.user.UserEvent.UserCreated;
import java.util.List;
import java.util.Set;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.junit.jupiter.api.Test;

class EvolutionCheckTest {

    private final Set<Class<?>> events = Set.copyOf(SealedFamily.members(UserEvent.class));

    /** An event that the author forgot to add to a family. */
    record Strange(String id) {}

    static class Known {
        @EventSourcingHandler
        void evolve(UserCreated event) {}

        @EventSourcingHandler
        void evolve(UserEvent event) {}
    }

    static class Wrong extends Known {
        @EventSourcingHandler
        void evolve(Strange event) {}
    }

    static class Inherits extends Wrong {}

    @Test
    void an_aggregate_that_evolves_by_events_of_a_family_is_accepted() {
        assertThatNoException().isThrownBy(() -> EvolutionCheck.verify(List.of(Known.class), events));
    }

    @Test
    void an_aggregate_that_evolves_by_another_event_is_refused_with_both_names() {
        for (Class<?> aggregate : List.of(Wrong.class, Inherits.class)) {
            assertThatExceptionOfType(StartupRefusedException.class)
                    .isThrownBy(() -> EvolutionCheck.verify(List.of(aggregate), events))
                    .withMessageContaining(Wrong.class.getName())
                    .withMessageContaining(Strange.class.getName());
        }
    }
}
