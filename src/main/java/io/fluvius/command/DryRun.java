package io.fluvius.command;

import io.fluvius.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command would do if it were processed now. Nothing was written.
 *
 * @param response the outcome, with the version that the aggregate would have. It has no position, unless it repeats the
 *     outcome of an earlier command with the same identifier
 * @param events the events that the command would append, in the order in which it applies them; empty if it would append
 *     none
 */
public record DryRun(CommandResponse response, List<Event> events) {

    public DryRun {
        events = List.copyOf(events);
    }

    /**
     * An event that a command would append.
     *
     * @param type the event's type: {@code user.user-created}
     * @param revision the revision of the event's format; null if it has none
     * @param data the event, as it would be read from the store
     */
    public record Event(String type, @Nullable String revision, Record data) {}

    /** The dry run of a command that would append nothing. */
    static DryRun withoutEvents(CommandResponse response) {
        return new DryRun(response, List.of());
    }

    /** The dry run of a command that would fail. */
    static DryRun failure(Command command, Problem error) {
        return withoutEvents(CommandResponse.failure(command, error));
    }
}
