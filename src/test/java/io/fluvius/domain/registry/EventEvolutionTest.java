package io.fluvius.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.person.PersonDomain;
import io.fluvius.person.PersonEvent.PersonRegistered;
import io.fluvius.problem.StartupRefusedException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventEvolutionTest {

    sealed interface DoorEvent {
        @Revision("3")
        record DoorOpened(
                String by, BigDecimal width, @Nullable List<String> keys) implements DoorEvent {}

        @Revision("1")
        record DoorClosed(String by) implements DoorEvent {}
    }

    @Test
    void upcasters_run_one_after_the_other() {
        EventEvolution doors =
                doors("1", "2", with("width", new BigDecimal("0.10")), "2", "3", with("keys", List.of("a")));

        assertThat(read(doors, "1", "{\"by\":\"Ann\"}"))
                .isEqualTo(new DoorEvent.DoorOpened("Ann", new BigDecimal("0.10"), List.of("a")));
        assertThat(read(doors, "2", "{\"by\":\"Ann\",\"width\":1.50}"))
                .isEqualTo(new DoorEvent.DoorOpened("Ann", new BigDecimal("1.50"), List.of("a")));
        assertThat(read(doors, "3", "{\"by\":\"Ann\",\"width\":2}"))
                .isEqualTo(new DoorEvent.DoorOpened("Ann", new BigDecimal("2"), null));
    }

    @Test
    void a_chain_may_skip_revisions_that_another_upcaster_reads() {
        EventEvolution doors = doors("1", "3", with("width", 1), "2", "3", with("width", 2));

        assertThat(read(doors, "1", "{\"by\":\"Ann\"}"))
                .isEqualTo(new DoorEvent.DoorOpened("Ann", BigDecimal.ONE, null));
        doors.requireWhole();
    }

    @Test
    void a_revision_without_an_upcaster_is_refused_at_start_and_when_it_is_read() {
        EventEvolution doors = EventEvolution.of(
                definition().withUpcaster(DoorEvent.DoorOpened.class, "2", "3", UnaryOperator.identity()));

        assertThatThrownBy(doors::requireWhole)
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("DoorOpened has revision 3")
                .hasMessageContaining("no upcaster from revision 1");
        assertThatThrownBy(() -> read(doors, "1", "{\"by\":\"Secret\"}"))
                .isInstanceOf(EventEvolution.UnreadableException.class)
                .hasMessageContaining("no upcaster from 1")
                .hasMessageNotContaining("Secret");
        assertThatThrownBy(() -> read(doors, "4", "{}")).hasMessageContaining("revision 4");
    }

    @Test
    void an_upcaster_that_fails_is_named_without_what_it_read() {
        EventEvolution persons = EventEvolution.of(new PersonDomain().persons());

        assertThatThrownBy(
                        () -> persons.read(PersonRegistered.class, "1", "{\"name\":[\"Secret\"]}", StoredJson.mapper()))
                .isInstanceOf(EventEvolution.UnreadableException.class)
                .hasMessage("the upcaster from revision 1 failed with ClassCastException");
        assertThatThrownBy(() -> persons.read(PersonRegistered.class, "1", "not JSON", StoredJson.mapper()))
                .isInstanceOf(EventEvolution.UnreadableException.class);
    }

    @Test
    void upcasters_that_lead_nowhere_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventEvolution.of(upcaster("1", "2")))
                .withMessageContaining("do not lead from revision 1 to the present one, 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doors("1", "2", UnaryOperator.identity(), "2", "1", UnaryOperator.identity()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doors("1", "3", UnaryOperator.identity(), "1", "3", UnaryOperator.identity()))
                .withMessageContaining("Two upcasters read revision 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventEvolution.of(upcaster("3", "4")))
                .withMessageContaining("which is the present one");
    }

    @Test
    void upcasters_and_former_names_are_of_events_of_the_domain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventEvolution.of(
                        definition().withUpcaster(PersonRegistered.class, "1", "2", UnaryOperator.identity())))
                .withMessageContaining("is not an event of the domain");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> EventEvolution.of(definition().withFormerName("door.opened", PersonRegistered.class)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> definition()
                        .withFormerName("door.moved", DoorEvent.DoorOpened.class)
                        .withFormerName("door.moved", DoorEvent.DoorClosed.class));
    }

    private static Object read(EventEvolution evolution, String revision, String json) {
        return evolution.read(DoorEvent.DoorOpened.class, revision, json, StoredJson.mapper());
    }

    private static UnaryOperator<Map<String, Object>> with(String member, Object value) {
        return json -> {
            Map<String, Object> more = new HashMap<>(json);
            more.put(member, value);
            return more;
        };
    }

    private static EventEvolution doors(
            String from,
            String to,
            UnaryOperator<Map<String, Object>> change,
            String thenFrom,
            String thenTo,
            UnaryOperator<Map<String, Object>> thenChange) {
        return EventEvolution.of(definition()
                .withUpcaster(DoorEvent.DoorOpened.class, from, to, change)
                .withUpcaster(DoorEvent.DoorOpened.class, thenFrom, thenTo, thenChange));
    }

    private static DomainDefinition upcaster(String from, String to) {
        return definition().withUpcaster(DoorEvent.DoorOpened.class, from, to, UnaryOperator.identity());
    }

    private static DomainDefinition definition() {
        return new DomainDefinition(
                "door", "doors", DoorEvent.class, DoorEvent.class, DoorEvent.class, DoorEvent.DoorClosed.class);
    }
}
