package io.fluvius.live;

import static io.fluvius.live.NoteDomain.created;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ViewType;
import io.fluvius.environment.KnownFailures;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.live.NoteDomain.NoteEvent.Created;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class LiveEventsTest {

    private final OrderedStore store = new OrderedStore();
    private final LiveEvents events =
            new LiveEvents(store, store, new NoteDomain.Projection(), KnownFailures.all(), NoteDomain.domains(), 1);

    @Test
    void an_event_changes_the_view_of_its_domain() {
        assertThat(events.viewsOf(created(UUID.randomUUID(), "milk")))
                .extracting(ViewType::record)
                .isEqualTo(List.of(Note.class));
    }

    @Test
    void an_event_of_an_unknown_domain_changes_no_view() {
        assertThat(events.viewsOf(new GenericDomainEventMessage<>("other", "1", 0, "something")))
                .isEmpty();
    }

    @Test
    void an_event_without_an_aggregate_changes_no_view() {
        assertThat(events.viewsOf(GenericEventMessage.asEventMessage(new Created(UUID.randomUUID(), "milk"))))
                .isEmpty();
    }
}
