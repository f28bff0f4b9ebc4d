package io.fluvius.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.console.event.EffectTree.CausedCommand;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.http.request.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an event caused, as a tree. */
class EffectTreeTest {

    @Test
    void events_are_under_their_commands_and_those_under_the_event_that_caused_them() {
        EffectTree tree = EffectTree.of(
                "a",
                List.of(event("b", "a", "b"), event("b:1", "a", "b"), event("c", "b:1", "c"), event("x", "y", "x")));

        CausedCommand caused = tree.commands().getFirst();
        assertThat(tree.commands()).hasSize(1);
        assertThat(caused.id()).isEqualTo("b");
        assertThat(caused.events())
                .extracting(effect -> effect.row().event().id())
                .containsExactly("b", "b:1");
        assertThat(caused.events().getLast().effects().commands())
                .extracting(CausedCommand::id)
                .containsExactly("c");
        assertThat(tree.isCut()).isFalse();
    }

    @Test
    void a_tree_that_is_deep_or_wide_is_cut() {
        List<EventRow> chain = new ArrayList<>();
        IntStream.range(0, 10).forEach(depth -> chain.add(event("e" + (depth + 1), "e" + depth, "c" + depth)));
        EffectTree tree = EffectTree.of("e0", chain);
        int depth = 0;
        while (!tree.commands().isEmpty()) {
            tree = tree.commands().getFirst().events().getFirst().effects();
            depth++;
        }
        assertThat(depth).isEqualTo(4);
        assertThat(tree.isCut()).isTrue();

        EffectTree wide = EffectTree.of(
                "a",
                IntStream.range(0, 30)
                        .mapToObj(number -> event("e" + number, "a", "c" + number))
                        .toList());
        assertThat(wide.commands()).hasSize(20);
        assertThat(wide.isCut()).isTrue();
    }

    @Test
    void events_that_cause_each_other_end_somewhere() {
        EffectTree tree = EffectTree.of("a", List.of(event("b", "a", "1"), event("a", "b", "2")));

        assertThat(tree.commands()).hasSize(1);
    }

    private static EventRow event(String id, String cause, String command) {
        String metaData = "{\"commandId\": \"%s\", \"causationId\": \"%s\"}".formatted(command, cause);
        StoredEvent event = new StoredEvent(id, "1", 0, "user", "2026-11-22T10:15:30.000Z", "t", "1", "{}", metaData);
        return new EventRow(0, event, "{}", Json.MAPPER.readTree(metaData), null);
    }
}
