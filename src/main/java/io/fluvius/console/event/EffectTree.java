package io.fluvius.console.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an event has caused: commands with their events, which have caused others.
 *
 * @param commands the commands
 * @param isCut whether it has caused more than is shown
 */
record EffectTree(List<CausedCommand> commands, boolean isCut) {

    private static final int DEPTH = 4;
    private static final int WIDTH = 20;

    /** A command with its events. */
    record CausedCommand(String id, List<Effect> events) {}

    /** An event, and what it has caused. */
    record Effect(EventRow row, EffectTree effects) {}

    /**
     * The effects of an event.
     *
     * @param events those that it and its effects may have caused, each once
     */
    static EffectTree of(String cause, List<EventRow> events) {
        Map<String, List<EventRow>> byCause = new LinkedHashMap<>();
        events.forEach(event -> {
            String its = event.cause();
            if (its != null) {
                byCause.computeIfAbsent(its, none -> new ArrayList<>()).add(event);
            }
        });
        return of(cause, byCause, DEPTH);
    }

    private static EffectTree of(String cause, Map<String, List<EventRow>> byCause, int depth) {
        List<EventRow> all = byCause.getOrDefault(cause, List.of());
        if (depth == 0) {
            return new EffectTree(List.of(), !all.isEmpty());
        }
        Map<String, List<Effect>> commands = new LinkedHashMap<>();
        all.stream()
                .limit(WIDTH)
                .forEach(row -> commands.computeIfAbsent(
                                Objects.requireNonNullElse(row.commandId(), ""), none -> new ArrayList<>())
                        .add(new Effect(row, of(row.event().id(), byCause, depth - 1))));
        return new EffectTree(
                commands.entrySet().stream()
                        .map(command -> new CausedCommand(command.getKey(), command.getValue()))
                        .toList(),
                all.size() > WIDTH);
    }
}
